#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <hoofbeat/result.hpp>
#include <hoofbeat/sockjs/message_list.hpp>

// SockJS frames (protocol 0.3.3, "Framing"), for both ends. One frame is one WebSocket message, one line of a
// stream, one event of an EventSource.

namespace hoofbeat::sockjs {

/// `o`: the session is open.
struct OpenFrame {};
/// `h`
struct HeartbeatFrame {};
/// `c[code,"reason"]`: the session is over.
struct CloseFrame {
  std::uint16_t code;
  std::string reason;
};

/// What a server sends: `o`, `h`, `a["…",…]` (or `m"…"`: one message) and `c[…]`.
using ServerFrame = std::variant<OpenFrame, HeartbeatFrame, MessageList, CloseFrame>;

/// Reads one frame; white space behind it is ignored. Elements of `a` and the value of `m` that are no strings
/// become their JSON text. The prelude of a stream (2048 times `h`) is no frame.
///
/// Errors, the first in reading: too_many_messages; invalid_json (the text behind the type is not JSON);
/// invalid_sockjs_frame (no such type, `a` without an array, `c` without exactly an integer from 0 to 65535 and a
/// string).
Result<ServerFrame> read_server_frame(std::string_view frame, std::size_t max_messages);

/// What a client sends, over WebSocket or by POST: a JSON array of strings, or one JSON string. Elements that are
/// no strings become their JSON text: nothing is lost, and it is the receiver's to make sense of them. Errors:
/// missing_payload (nothing but white space, or neither array nor string), invalid_json, too_many_messages.
Result<MessageList> read_client_messages(std::string_view json, std::size_t max_messages);
/// The same for bodies of `/xhr_send` and `/jsonp_send`, where one JSON string by itself is a missing_payload too.
Result<MessageList> read_posted_messages(std::string_view json, std::size_t max_messages);

/// Appends `a["…","…"]`, text as append_quoted writes it.
void append_messages(std::string& out, std::span<const std::string_view> messages);
/// Appends `c[code,"reason"]`.
void append_close(std::string& out, std::uint16_t code, std::string_view reason);

}  // namespace hoofbeat::sockjs
