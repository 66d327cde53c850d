#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/error.hpp>

#include "core/sockjs/context.hpp"
#include "core/sockjs/receiver.hpp"

namespace hoofbeat::server::sockjs {

/// Why a session wants to be called at a time.
enum class Due : std::uint8_t { expiry, heartbeat, count_ };

/// One SockJS session (protocol 0.3.3): messages that wait for a receiver, the receiver if there is one, and how
/// the session ended. A session of HTTP transports outlives its receivers; that of a WebSocket ends with it.
class Session {
 public:
  Session(ConnectionId id, const Service& service, std::string key)
      : id_(id), service_(service), key_(std::move(key)) {}

  ConnectionId id() const { return id_; }
  const Service& service() const { return service_; }
  /// By which its registry knows it; empty for a WebSocket's.
  const std::string& key() const { return key_; }
  bool has_receiver() const { return receiver_.has_value(); }
  /// To be forgotten.
  bool is_over() const { return over_; }

  /// A request that wants frames. `response`: its status and headers.
  void attach(Context& context, Receiver receiver, HttpResponse response);
  /// The WebSocket that the session is of.
  void attach_websocket(Context& context, Framing framing);

  /// False: it is closed, and what is sent goes nowhere.
  bool takes_messages() const { return !closing_ && !over_; }
  /// Queues one message of the application's; its octets come back in Taken.
  void send(Context& context, Transmit message);
  /// Ends the session with this code, behind what was sent before unless it is to be discarded.
  void close(Context& context, std::uint16_t code, std::string_view reason, bool discard_waiting = false);
  /// Ends the session for a reason that is not the application's, which is told.
  void interrupt(Context& context, std::uint16_t code, std::string_view reason);

  /// Messages of the client's; none reach the application once the session is closed.
  void receive(Context& context, MessageList messages, bool text = true);
  /// Octets of a WebSocket message.
  void receive_octets(Context& context, std::string_view octets, bool end_of_message, bool text);

  /// Hands the receiver what waits, as far as it takes it.
  void flush(Context& context);
  /// A transport has taken octets; `request` 0: the WebSocket.
  void sent(Context& context, RequestId request, std::size_t octets);
  /// Whether it has still to hear of this request.
  bool concerns(RequestId request) const;
  /// A request's connection broke before its response was taken.
  void lose(Context& context, RequestId request);
  /// The WebSocket is closed.
  void lose_websocket(Context& context);

  /// No SockJS heartbeats from now on: the application has its own.
  void stop_heartbeats() { has_heartbeats_ = false; }
  bool has_heartbeats() const { return has_heartbeats_; }

  std::optional<Deadline<Due>> next_deadline() const { return deadlines_.next(); }
  /// Acts on what is due.
  void handle_timeout(Context& context);

  /// When its registry looks at it next.
  std::optional<Time> scheduled_at;
  /// Whether it is on the list of those to be flushed.
  bool awaits_flush = false;

 private:
  struct CloseReason {
    std::uint16_t code;
    std::string reason;
  };

  void read_frame(Context& context);
  void refuse_octets(Context& context, std::uint16_t code, ErrorCode error);
  void discard_waiting();
  std::string next_messages(std::size_t& credit);
  bool has_window() const;
  bool write_next(Context& context);
  void write(Context& context, std::string_view frame, std::size_t credit, bool last = false);
  void write_raw(Context& context);
  void write_close(Context& context);
  void detach(Context& context);
  void end_websocket(Context& context, std::uint16_t code, std::string_view reason, bool discard);
  void await_receiver(Context& context);
  void arm_heartbeat(Context& context);
  void tell(Context& context, decltype(Event::what) what) const {
    context.events.push_back({service_.application, id_, std::move(what)});
  }

  ConnectionId id_;
  const Service& service_;
  std::string key_;
  std::optional<Receiver> receiver_;
  InFlight in_flight_;
  std::deque<Transmit> queue_;
  std::size_t queued_bytes_ = 0;  // with what messages occupy besides their octets
  std::string incoming_;          // of a WebSocket message
  bool announced_ = false;
  bool open_sent_ = false;
  bool has_heartbeats_ = true;
  bool over_ = false;
  std::optional<CloseReason> closing_;
  Deadlines<Due> deadlines_;
};

}  // namespace hoofbeat::server::sockjs
