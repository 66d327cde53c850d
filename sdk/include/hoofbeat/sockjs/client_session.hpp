#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/random.hpp>
#include <hoofbeat/result.hpp>
#include <hoofbeat/sockjs/client_options.hpp>
#include <hoofbeat/sockjs/client_output.hpp>
#include <hoofbeat/sockjs/client_output_queue.hpp>
#include <hoofbeat/sockjs/client_state.hpp>
#include <hoofbeat/sockjs/event_decoder.hpp>
#include <hoofbeat/sockjs/frame.hpp>
#include <hoofbeat/sockjs/frame_stream.hpp>
#include <hoofbeat/sockjs/receiver_pauses.hpp>
#include <hoofbeat/sockjs/send_buffer.hpp>
#include <hoofbeat/sockjs/service_url.hpp>
#include <hoofbeat/sockjs/silence_watch.hpp>
#include <hoofbeat/sockjs/transport_walk.hpp>

namespace hoofbeat::sockjs {

/// How an exchange ended.
struct ExchangeEnd {
  /// The response was received whole; a socket was closed with a close frame; an EventSource would ask again.
  bool complete;
  /// Of a WebSocket, else 0.
  std::uint16_t close_code = 0;
  std::string_view close_reason = {};
};

/// One SockJS session (protocol 0.3.3) over requests and sockets that others own: /info, the walk over the
/// transports, sending, receiving, closing. Does no I/O and reads no clock: inputs say what happened and when,
/// outputs wait in one queue. Several inputs before a drain are legal. `now` never goes back.
class ClientSession {
 public:
  ClientSession(ClientOptions options, std::uint64_t seed);

  // The application

  void open(Time now);
  /// Answers SessionIdWanted. One that can't be in a URL's path (invalid_session_id) ends the session.
  void supply_session_id(std::string_view id, Time now);
  /// UTF-8, or WTF-8 (see MessageList). Errors: not_open (yet), send_buffer_full. Once closed, it is dropped.
  Result<Done> send(std::string_view text, Time now);
  /// 0: 1000. Errors: invalid_close_code (1000, 3000 … 4999), close_reason_too_long (123 UTF-16 units).
  /// Closed already: nothing.
  Result<Done> close(std::uint16_t code, std::string_view reason, Time now);
  /// The page goes: what waits is sent by an exchange that outlives it, and all is closed, with 1001. A POST under
  /// way is left to end; the two may arrive in either order, and count as unconfirmed.
  void hide_page();
  /// The server's heartbeats are not waited for any more: the application has its own (STOMP's, say).
  void expect_no_heartbeats();

  // The exchanges

  /// The head of a response; 101: a WebSocket is open.
  void handle_response(ExchangeId exchange, std::uint16_t status, Time now);
  /// A piece of a response's body.
  void handle_bytes(ExchangeId exchange, std::string_view octets, Time now);
  /// A WebSocket's text or an event's data.
  void handle_message(ExchangeId exchange, std::string_view text, Time now);
  void handle_ended(ExchangeId exchange, const ExchangeEnd& end, Time now);
  void handle_timeout(Time now);

  std::optional<ClientOutput> poll_output() { return outputs_.poll(); }
  bool has_output() const { return !outputs_.empty(); }
  std::optional<Deadline<ClientDue>> poll_timeout() const { return deadlines_.next(); }

  /// Octets that were sent and have not gone out, as written.
  std::size_t buffered() const { return send_buffer_.octets(); }

 private:
  // The walk over the transports
  ExchangeId ask_info(ExchangeKind kind);
  void finish_info(bool complete, Time now);
  void fail_info(ErrorCode why, std::uint16_t status);
  void try_next(Time now);
  void begin_attempt(Transport transport, std::string session, Time now);
  void pass_over(ErrorCode why, std::uint16_t code, Time now);

  // Receiving
  void receive(Line& line);
  void read_stream(Time now);
  void handle_frame(std::string_view frame, Time now);
  void take_open(Time now);
  void take_messages(MessageList messages, Time now);
  void take_close(const CloseFrame& frame);
  void finish_receiver(const ExchangeEnd& end, Time now);

  // Sending
  void post(Line& line, Time now);
  void finish_post(bool complete, Time now);

  // Ending
  /// The attempt or, once it is open, the session is given up.
  void give_up(ErrorCode why, std::uint16_t code, Time now);
  void stop_receiving(Line& line);
  void fail(std::uint16_t code, std::string_view reason, ErrorCode why, std::uint16_t status = 0);
  void tell_closed(Closed closed);
  void become_over(std::uint16_t code);

  /// Of Opening, Open and Flushing.
  Line* line();
  bool receives(ExchangeId exchange);
  ExchangeId open_exchange(ExchangeKind kind, std::string_view url, std::string_view body = {});
  std::string random_text(std::size_t length, std::string_view alphabet);
  void watch_silence();

  ClientOptions options_;
  Random random_;
  ClientState state_;
  Line line_;
  Deadlines<ClientDue> deadlines_;
  ClientOutputQueue outputs_;
  ServiceUrl url_;
  TransportWalk walk_;
  FrameStream stream_;
  SendBuffer send_buffer_;
  SilenceWatch silence_;
  EventDecoder event_decoder_;
  ReceiverPauses pauses_;
  std::string info_;
  std::uint16_t status_ = 0;         // of the response to /info, then of the receiver's
  std::uint16_t sender_status_ = 0;  // of the response to a POST
  bool has_received_ = false;        // a frame, by the present receiver
  Time rto_ = 0;
  ExchangeId last_exchange_ = 0;
};

}  // namespace hoofbeat::sockjs
