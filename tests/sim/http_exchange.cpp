#include "http_exchange.hpp"

#include <algorithm>
#include <utility>

namespace hoofbeat::sim {
namespace {

constexpr std::uint16_t bad_gateway = 502;

}  // namespace

void HttpExchange::begin(server::HttpRequest request, std::function<void()> took) {
  took_ = std::move(took);
  if (around_.route.is_faulty) begin_faultily();
  if (around_.route.cuts_after > 0)
    around_.schedule.in(around_.route.cuts_after, [self = shared_from_this()] { self->cut(true, true); });
  Time last_up = 0;
  around_.schedule.at(arrival(last_up), [self = shared_from_this(), request = std::move(request)] {
    if (self->is_cut_) return;
    self->at_server_ = true;
    self->around_.gateway.handle_request(self->request_, request, self->around_.schedule.now());
  });
}

void HttpExchange::begin_faultily() {
  Chance& chance = around_.chance;
  switch (chance.below(30)) {
    case 0: return cut(true, false);
    case 1: return cut(false, false);
    case 2:
      is_cut_ = true;  // the proxy answers by itself
      tell_client([this](sockjs::ClientSession& session) {
        session.handle_response(id_, bad_gateway, around_.schedule.now());
        if (session_ != nullptr) end_at_client(true);
      });
      return;
    case 3:
    case 4:
    case 5:
    case 6: {
      const bool is_client_told = !chance.one_in(3);
      const bool is_server_told = !chance.one_in(3);
      around_.schedule.in(chance.between(0, 2'500), [self = shared_from_this(), is_client_told, is_server_told] {
        self->cut(is_client_told, is_server_told);
      });
      return;
    }
    default: return;
  }
}

void HttpExchange::abandon() {
  session_ = nullptr;
  around_.schedule.in(around_.chance.between(0, 60), [self = shared_from_this()] {
    self->is_cut_ = true;
    self->lose_at_server();
  });
}

// An EventSource reports that its connection broke just as it does that the response ended. So that a frame is
// lost is known to the server alone, and only where TCP told it in time; which is what is assumed here.
void HttpExchange::cut(bool is_client_told, bool is_server_told) {
  if (is_cut_) return;
  is_cut_ = true;
  const bool is_event_source = kind_ == sockjs::ExchangeKind::event_source;
  if (is_event_source) lose_at_server();
  if (is_server_told && !is_event_source)
    around_.schedule.in(around_.chance.between(0, 300), [self = shared_from_this()] { self->lose_at_server(); });
  if (is_client_told)
    tell_client([this, is_event_source](sockjs::ClientSession&) { end_at_client(is_event_source && is_open_); });
}

void HttpExchange::lose_at_server() {
  if (at_server_ && !std::exchange(is_taken_, true))
    around_.gateway.handle_request_gone(request_, around_.schedule.now());
}

// ---- The response -------------------------------------------------------------------------------------------

void HttpExchange::respond(server::HttpResponse response) {
  const bool is_accepted = response.status == 200 || response.status == 204;
  if (kind_ == sockjs::ExchangeKind::send || kind_ == sockjs::ExchangeKind::last_words)
    if (is_accepted) took_();
  if (is_cut_) return;
  const auto status = static_cast<std::uint16_t>(response.status);
  const auto tell_head = [this, status](sockjs::ClientSession& session) {
    is_open_ = true;
    session.handle_response(id_, status, around_.schedule.now());
  };
  // A proxy that buffers holds the head back, too; all the rest arrives behind it in any case.
  if (!around_.route.buffers || !response.streamed) tell_client(tell_head);
  if (around_.route.buffers && response.streamed) held_head_ = tell_head;
  pass_on(std::move(response.body), !response.streamed);
}

void HttpExchange::continue_response(std::string octets, bool last) { pass_on(std::move(octets), last); }

void HttpExchange::pass_on(std::string octets, bool last) {
  if (is_cut_) return;
  if (kind_ != sockjs::ExchangeKind::event_source) tell_sent(octets.size(), last);
  if (around_.route.buffers) {
    held_ += octets;
    if (!last) return;
    if (held_head_) tell_client(std::exchange(held_head_, nullptr));
    octets = std::exchange(held_, {});
  }
  // The server's transport has taken all, and the network loses the end.
  const bool is_end_lost =
      last && around_.route.is_faulty && kind_ != sockjs::ExchangeKind::event_source && around_.chance.one_in(40);
  if (is_end_lost) octets.resize(around_.chance.below(octets.size() + 1));
  while (octets.size() > 1 && around_.chance.one_in(3)) {
    const std::size_t cut_at = 1 + around_.chance.below(octets.size() - 1);
    tell_client([this, piece = octets.substr(0, cut_at)](sockjs::ClientSession&) { tell_body(piece); });
    octets.erase(0, cut_at);
  }
  tell_client([this, octets = std::move(octets), last, is_end_lost](sockjs::ClientSession&) {
    tell_body(octets);
    if (last && session_ != nullptr) end_at_client(!is_end_lost);
  });
}

// Behind the call that gave the octets: the gateway is not entered while it is drained.
void HttpExchange::tell_sent(std::size_t octets, bool last) {
  around_.schedule.in(around_.chance.between(0, 10), [self = shared_from_this(), octets, last] {
    if (self->is_taken_ || self->is_cut_) return;
    self->is_taken_ = last;
    self->around_.gateway.handle_request_sent(self->request_, octets, self->around_.schedule.now());
  });
}

void HttpExchange::tell_client(std::function<void(sockjs::ClientSession&)> what) {
  const bool was_cut = is_cut_;
  around_.schedule.at(arrival(last_down_), [self = shared_from_this(), what = std::move(what), was_cut] {
    if (self->session_ != nullptr && self->is_cut_ == was_cut) what(*self->session_);
  });
}

void HttpExchange::tell_body(std::string_view octets) {
  if (octets.empty()) return;
  if (kind_ == sockjs::ExchangeKind::event_source) {
    tell_sent(octets.size(), false);
    return tell_event(octets);
  }
  session_->handle_bytes(id_, octets, around_.schedule.now());
}

// As much of the standard as a SockJS server uses: one line of data, and a blank one (HTML, "Server-sent events").
void HttpExchange::tell_event(std::string_view octets) {
  constexpr std::string_view field = "data: ";
  constexpr std::string_view blank_line = "\r\n\r\n";
  event_ += octets;
  if (event_.starts_with("\r\n")) event_.erase(0, 2);
  for (auto end = event_.find(blank_line); end != std::string::npos; end = event_.find(blank_line)) {
    const std::string data = event_.substr(field.size(), end - field.size());
    event_.erase(0, end + blank_line.size());
    if (session_ != nullptr) session_->handle_message(id_, data, around_.schedule.now());
  }
}

void HttpExchange::end_at_client(bool complete) {
  sockjs::ClientSession& session = *std::exchange(session_, nullptr);
  session.handle_ended(id_, {.complete = complete}, around_.schedule.now());
}

Time HttpExchange::arrival(Time& last) {
  Chance& chance = around_.chance;
  const Time delay = chance.one_in(20) ? chance.between(0, 150) : chance.between(0, 30);
  return last = std::max(last, around_.schedule.now() + delay);
}

}  // namespace hoofbeat::sim
