#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <hoofbeat/sockjs/frame.hpp>
#include <hoofbeat/sockjs/json_reader.hpp>
#include <hoofbeat/sockjs/json_text.hpp>
#include <hoofbeat/sockjs/service_url.hpp>
#include <hoofbeat/utf8.hpp>

#include "demand.hpp"

// What is read is written and read again as it was; any octets at all can be written.

using namespace hoofbeat;
using namespace hoofbeat::sockjs;
using hoofbeat::test::demand;

namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

std::vector<std::string_view> views_of(const MessageList& messages) {
  std::vector<std::string_view> views;
  for (std::size_t i = 0; i < messages.size(); ++i) views.push_back(messages[i]);
  return views;
}

void check_messages(const MessageList& messages) {
  std::string out;
  append_messages(out, views_of(messages));
  const auto again = read_server_frame(out, messages.size());
  demand(static_cast<bool>(again), "what is written is a frame");
  demand(views_of(std::get<MessageList>(again.value())) == views_of(messages), "messages come back as they were");
  const auto posted = read_posted_messages(std::string_view(out).substr(1), messages.size());
  demand(posted && views_of(posted.value()) == views_of(messages), "a client may send the same");
  if (messages.empty()) return;
  const auto beyond = read_server_frame(out, messages.size() - 1);
  demand(!beyond && beyond.error() == ErrorCode::too_many_messages, "the limit holds");
}

void check_server_frame(std::string_view octets) {
  const auto frame = read_server_frame(octets, no_limit);
  if (!frame) return;
  if (const auto* messages = std::get_if<MessageList>(&frame.value())) check_messages(*messages);
  if (const auto* close = std::get_if<CloseFrame>(&frame.value())) {
    std::string out;
    append_close(out, close->code, close->reason);
    const auto again = read_server_frame(out, 0);
    demand(static_cast<bool>(again), "what is written is a frame");
    const auto& same = std::get<CloseFrame>(again.value());
    demand(same.code == close->code && same.reason == close->reason, "code and reason come back as they were");
  }
}

void check_client_messages(std::string_view octets) {
  const auto messages = read_client_messages(octets, no_limit);
  const auto posted = read_posted_messages(octets, no_limit);
  if (messages) check_messages(messages.value());
  demand(!posted || messages, "what may be posted may be sent over WebSocket");
  demand(posted || !messages || posted.error() == ErrorCode::missing_payload, "but for a string by itself");
}

std::string unquoted(std::string_view quoted) {
  std::string text;
  JsonReader reader(quoted);
  demand(reader.read_string(text) && reader.finish(), "what is written is a JSON string");
  return text;
}

void check_text(std::string_view octets) {
  std::string quoted;
  append_quoted(quoted, octets);
  const std::string text = unquoted(quoted);
  demand(!is_utf8(octets) || text == octets, "UTF-8 comes back as it was");
  std::string again;
  append_quoted(again, text);
  demand(again == quoted, "what was replaced stays");
}

void check_url(std::string_view octets) {
  const ServiceUrl url("https://user@host:8443/path?query");
  const auto rebased = url.rebased(octets);
  if (!rebased) return;
  const std::string text = rebased->text();
  demand(ServiceUrl::accepts(text), "a base leads to a URL");
  demand(ServiceUrl(text).text() == text, "a URL is a fixed point");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  check_server_frame(octets);
  check_client_messages(octets);
  check_text(octets);
  check_url(octets);
  return 0;
}
