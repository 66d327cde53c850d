#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/error.hpp>
#include <hoofbeat/sockjs/transport.hpp>

// What a SockJS client session asks its surroundings to do, and what it tells the application. Views are valid
// until the next call of the session.

namespace hoofbeat::sockjs {

/// One HTTP request or one socket; never reused. 0 is none.
using ExchangeId = std::uint32_t;

/// Begin it and report with handle_response, handle_bytes or handle_message, handle_ended:
///   info          GET; the body in handle_bytes
///   web_socket    a WebSocket; handle_response (101) when open, handle_message for each text
///   stream, poll  POST without a body; the response's body in handle_bytes as it arrives
///   event_source  an EventSource, up to its first error; handle_response (200) when open, handle_message for each
///                 event's data
///   send          POST of `body` as text/plain
///   last_words    the same, in a way that outlives the page; nothing is reported
///   probe         GET of what a page may not read (Fetch standard, mode "no-cors"); the end alone is reported
struct OpenExchange {
  ExchangeId exchange;
  ExchangeKind kind;
  std::string_view url;
  std::string_view body;
};
/// Send this text over the WebSocket.
struct SendText {
  ExchangeId exchange;
  std::string_view text;
};
/// Abort the request, close the socket (RFC 6455, section 7.4 code); nothing more is expected of it.
struct EndExchange {
  ExchangeId exchange;
  std::uint16_t code;
};
/// Call supply_session_id (ClientOptions::supplies_session_ids).
struct SessionIdWanted {};
/// Closed was told, every exchange has ended, but for those that outlive the page: the session can be let go of.
struct Released {};

// Events

struct Opened {
  Transport transport;
};
struct MessageReceived {
  std::string_view text;
};
struct HeartbeatReceived {};
/// The transport is not used, for this reason.
struct TransportPassedOver {
  Transport transport;
  ErrorCode why;
  /// The HTTP status or the WebSocket's close code that told; 0: neither.
  std::uint16_t code;
};
/// The session is over. The last event.
struct Closed {
  std::uint16_t code;
  std::string_view reason;
  bool was_clean;
  /// None where one of both sides closed it.
  std::optional<ErrorCode> why;
  /// The HTTP status that told; 0: none did.
  std::uint16_t status = 0;
  /// Closed by the application before /info had answered.
  bool while_fetching_info = false;
  /// Messages whose arrival nobody has confirmed (over HTTP).
  std::uint32_t unconfirmed = 0;
};

using ClientOutput = std::variant<OpenExchange, SendText, EndExchange, SessionIdWanted, Released, Opened,
                                  MessageReceived, HeartbeatReceived, TransportPassedOver, Closed>;

}  // namespace hoofbeat::sockjs
