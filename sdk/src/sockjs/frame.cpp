#include <hoofbeat/sockjs/frame.hpp>

#include <optional>
#include <utility>

#include <hoofbeat/decimal_text.hpp>
#include <hoofbeat/sockjs/json_reader.hpp>
#include <hoofbeat/sockjs/json_text.hpp>
#include <hoofbeat/stomp/decimal.hpp>

namespace hoofbeat::sockjs {
namespace {

// Strings decoded, everything else as it stands.
void read_message(JsonReader& reader, MessageList& messages) {
  if (reader.next_type() == JsonType::string) {
    reader.read_string(messages.text());
  } else {
    std::string_view text;
    reader.skip_value(text);
    messages.text() += text;
  }
  messages.end_message();
}

using Refusal = std::optional<ErrorCode>;

Refusal read_array(std::string_view json, std::size_t max_messages, MessageList& messages) {
  JsonReader reader(json);
  messages.text().reserve(json.size());  // no value is longer decoded than written
  reader.open_array();
  while (reader.next_element()) {
    if (messages.size() == max_messages) return ErrorCode::too_many_messages;
    read_message(reader, messages);
  }
  return reader.finish() ? Refusal() : ErrorCode::invalid_json;
}

Refusal read_single(std::string_view json, std::size_t max_messages, MessageList& messages) {
  if (max_messages == 0) return ErrorCode::too_many_messages;
  JsonReader reader(json);
  messages.text().reserve(json.size());
  read_message(reader, messages);
  return reader.finish() ? Refusal() : ErrorCode::invalid_json;
}

// JSON of another type than the frame's, or none.
ErrorCode refuse(std::string_view json, ErrorCode where_json) {
  JsonReader reader(json);
  std::string_view text;
  reader.skip_value(text);
  return reader.finish() ? where_json : ErrorCode::invalid_json;
}

JsonType type_of(std::string_view json) { return JsonReader(json).next_type(); }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Result<MessageList> read_messages(std::string_view json, std::size_t max_messages, bool allows_string) {
  const JsonType type = type_of(json);
  MessageList messages;
  Refusal refusal;
  if (type == JsonType::array)
    refusal = read_array(json, max_messages, messages);
  else if (type == JsonType::string && allows_string)
    refusal = read_single(json, max_messages, messages);
  else
    refusal = is_blank(json) ? ErrorCode::missing_payload : refuse(json, ErrorCode::missing_payload);
  if (refusal) return *refusal;
  return messages;
}

std::optional<CloseFrame> close_frame(std::string_view json) {
  JsonReader reader(json);
  std::string_view code_text;
  CloseFrame frame{};
  reader.open_array();
  if (!reader.next_element() || !reader.skip_value(code_text)) return std::nullopt;
  if (!reader.next_element() || !reader.read_string(frame.reason)) return std::nullopt;
  if (reader.next_element() || !reader.finish()) return std::nullopt;
  const auto code = stomp::parse_decimal(code_text);
  if (!code || *code > 0xFFFF) return std::nullopt;
  frame.code = static_cast<std::uint16_t>(*code);
  return frame;
}

Result<ServerFrame> read_message_frame(char type, std::string_view json, std::size_t max_messages) {
  if (type == 'a' && type_of(json) != JsonType::array) return refuse(json, ErrorCode::invalid_sockjs_frame);
  MessageList messages;
  const Refusal refusal =
      type == 'a' ? read_array(json, max_messages, messages) : read_single(json, max_messages, messages);
  if (refusal) return *refusal;
  return ServerFrame(std::move(messages));
}

}  // namespace

Result<ServerFrame> read_server_frame(std::string_view frame, std::size_t max_messages) {
  const char type = frame.empty() ? '\0' : frame.front();
  const std::string_view rest = frame.substr(frame.empty() ? 0 : 1);
  switch (type) {
    case 'o':
      if (is_blank(rest)) return ServerFrame(OpenFrame{});
      break;
    case 'h':
      if (is_blank(rest)) return ServerFrame(HeartbeatFrame{});
      break;
    case 'a':
    case 'm': return read_message_frame(type, rest, max_messages);
    case 'c':
      if (auto close = close_frame(rest)) return ServerFrame(*std::move(close));
      return refuse(rest, ErrorCode::invalid_sockjs_frame);
    default: break;
  }
  return ErrorCode::invalid_sockjs_frame;
}

Result<MessageList> read_client_messages(std::string_view json, std::size_t max_messages) {
  return read_messages(json, max_messages, true);
}

Result<MessageList> read_posted_messages(std::string_view json, std::size_t max_messages) {
  return read_messages(json, max_messages, false);
}

void append_messages(std::string& out, std::span<const std::string_view> messages) {
  out += "a[";
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (i > 0) out += ',';
    append_quoted(out, messages[i]);
  }
  out += ']';
}

void append_close(std::string& out, std::uint16_t code, std::string_view reason) {
  append_decimal(out += "c[", code);
  out += ',';
  append_quoted(out, reason);
  out += ']';
}

}  // namespace hoofbeat::sockjs
