#include "link.hpp"

#include <algorithm>
#include <utility>

namespace hoofbeat::sim {

void Link::send(Side from, const std::string& octets) {
  Half& to = other(from);
  if (cut_ || to.is_closed) return;
  to.unsent += octets;
  if (messages_ == Messages::merged && chance_.one_in(4)) {
    schedule_.in(0, [this, &to] { flush(to); });  // what is sent until then goes in the same message
  } else {
    flush(to);
  }
}

void Link::flush(Half& to) {
  if (!to.unsent.empty()) deliver(to, std::exchange(to.unsent, {}));
}

void Link::deliver(Half& to, std::string octets) {
  while (chance_.one_in(5) && octets.size() > 1) {
    const std::size_t cut_at = 1 + chance_.below(octets.size() - 1);
    deliver_piece(to, octets.substr(0, cut_at), false);
    octets.erase(0, cut_at);
  }
  deliver_piece(to, std::move(octets), true);
}

void Link::deliver_piece(Half& to, std::string octets, bool end_of_message) {
  schedule_.at(arrival(to), [this, &to, octets = std::move(octets), end_of_message] {
    if (!cut_ && !to.is_closed) to.end.arrived(octets, end_of_message);
  });
}

Time Link::arrival(Half& to) {
  const Time delay = chance_.one_in(20) ? chance_.between(0, 900) : chance_.between(0, 20);
  return to.last_arrival = std::max(to.last_arrival, schedule_.now() + delay);
}

void Link::close(Side from) {
  Half& near = from == Side::client ? client_ : server_;
  Half& far = other(from);
  flush(far);
  schedule_.at(arrival(far), [this, &near, &far] {
    if (cut_) return;
    tell_closed(far);
    schedule_.at(arrival(near), [this, &near] {
      if (!cut_) tell_closed(near);
    });
  });
}

void Link::reset() {
  if (cut_) return;
  tell_closed(client_);
  tell_closed(server_);
}

void Link::tell_closed(Half& half) {
  if (half.is_closed) return;
  half.is_closed = true;
  half.end.closed();
}

}  // namespace hoofbeat::sim
