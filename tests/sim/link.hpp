#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "chance.hpp"
#include "schedule.hpp"

namespace hoofbeat::sim {

/// One WebSocket-like connection: transport messages arrive whole or in pieces, late, in order, and several of
/// STOMP at times in one; or, once it is cut, not at all.
class Link {
 public:
  struct End {
    std::function<void(std::string octets, bool end_of_message)> arrived;
    std::function<void()> closed;
  };
  enum class Side : std::uint8_t { client, server };
  /// Whether what is sent may arrive as one message with what is sent next.
  enum class Messages : std::uint8_t { merged, kept };

  Link(Schedule& schedule, Chance& chance, End client, End server, Messages messages = Messages::merged)
      : schedule_(schedule),
        chance_(chance),
        client_(std::move(client)),
        server_(std::move(server)),
        messages_(messages) {}

  /// Sends one transport message to the other side.
  void send(Side from, const std::string& octets);
  /// Closing handshake: what was sent arrives, then both sides learn of it; the other first.
  void close(Side from);
  /// Both sides learn of it at once; what was on its way is lost.
  void reset();
  /// From now on nothing arrives, and nobody is told.
  void cut() { cut_ = true; }
  bool is_cut() const { return cut_; }
  bool is_open() const { return !client_.is_closed && !server_.is_closed; }

 private:
  struct Half {
    explicit Half(End told) : end(std::move(told)) {}

    End end;
    Time last_arrival = 0;   // of what is on its way to this side
    bool is_closed = false;  // this side has been told
    std::string unsent;      // a message held back, to be merged with the next
  };

  Half& other(Side from) { return from == Side::client ? server_ : client_; }
  void deliver(Half& to, std::string octets);
  void deliver_piece(Half& to, std::string octets, bool end_of_message);
  void flush(Half& to);
  void tell_closed(Half& half);
  Time arrival(Half& to);

  Schedule& schedule_;
  Chance& chance_;
  Half client_;
  Half server_;
  Messages messages_;
  bool cut_ = false;
};

}  // namespace hoofbeat::sim
