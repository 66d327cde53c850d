#include <catch2/catch.hpp>

#include <cstdio>
#include <limits>
#include <set>
#include <variant>

#include <hoofbeat/sockjs/frame.hpp>
#include <hoofbeat/sockjs/info.hpp>
#include <hoofbeat/sockjs/json_reader.hpp>
#include <hoofbeat/sockjs/json_text.hpp>
#include <hoofbeat/sockjs/service_url.hpp>

#include "json_octets.hpp"
#include "json_oracle.hpp"
#include "vector_files.hpp"

// Format: tests/vectors/sockjs/README.md.

namespace {

using namespace hoofbeat;
using namespace hoofbeat::sockjs;
using namespace hoofbeat::test;
using nlohmann::json;

std::size_t max_messages_of(const json& vector) {
  return vector.value("max_messages", std::numeric_limits<std::size_t>::max());
}

json messages_json(const MessageList& messages) {
  json list = json::array();
  for (std::size_t i = 0; i < messages.size(); ++i) list.push_back(octets_to(messages[i]));
  return list;
}

// Octets may be written in parts: in one form they can be compared.
json plain_messages(const json& messages) {
  json list = json::array();
  for (const auto& message : messages) list.push_back(octets_to(octets_from(message)));
  return list;
}

json frame_json(const ServerFrame& frame) {
  if (std::holds_alternative<OpenFrame>(frame)) return {"open"};
  if (std::holds_alternative<HeartbeatFrame>(frame)) return {"heartbeat"};
  if (const auto* messages = std::get_if<MessageList>(&frame)) return {"messages", messages_json(*messages)};
  const auto& close = std::get<CloseFrame>(frame);
  return {"close", close.code, octets_to(close.reason)};
}

json plain_frame(json frame) {
  if (frame[0] == "messages") frame[1] = plain_messages(frame[1]);
  return frame;
}

std::string written(const ServerFrame& frame) {
  std::string out;
  if (const auto* messages = std::get_if<MessageList>(&frame)) {
    std::vector<std::string_view> views;
    for (std::size_t i = 0; i < messages->size(); ++i) views.push_back((*messages)[i]);
    append_messages(out, views);
  } else {
    const auto& close = std::get<CloseFrame>(frame);
    append_close(out, close.code, close.reason);
  }
  return out;
}

void replay_server_frame(const json& vector) {
  const std::string octets = octets_from(vector["server_frame"]);
  const auto frame = read_server_frame(octets, max_messages_of(vector));
  if (vector.contains("error")) {
    REQUIRE_FALSE(frame);
    CHECK(name_of(frame.error()) == vector["error"].get<std::string>());
    return;
  }
  REQUIRE(frame);
  CHECK(frame_json(frame.value()) == plain_frame(vector.at("frame")));
  if (vector.value("written", false)) CHECK(octets_to(written(frame.value())) == octets_to(octets));
}

void replay_client_messages(const json& vector, bool posted) {
  const std::string octets = octets_from(vector["client_messages"]);
  const auto messages = posted ? read_posted_messages(octets, max_messages_of(vector))
                               : read_client_messages(octets, max_messages_of(vector));
  const char* const error = posted && vector.contains("posted_error") ? "posted_error" : "error";
  if (vector.contains(error)) {
    REQUIRE_FALSE(messages);
    CHECK(name_of(messages.error()) == vector[error].get<std::string>());
  } else {
    REQUIRE(messages);
    CHECK(messages_json(messages.value()) == plain_messages(vector.at("messages")));
  }
}

void replay_json(const json& vector) {
  const std::string octets = octets_from(vector["json"]);
  JsonReader reader(octets);
  std::string_view value;
  reader.skip_value(value);
  const bool accepted = reader.finish();
  CHECK(accepted == vector.at("accepted").get<bool>());
  if (!accepted) CHECK(reader.offset() == vector.at("offset").get<std::size_t>());
  if (vector.contains("string")) {
    JsonReader again(octets);
    std::string text;
    CHECK(again.read_string(text));
    CHECK(again.finish());
    CHECK(octets_to(text) == octets_to(octets_from(vector["string"])));
  }
}

void replay_quote(const json& vector) {
  std::string out = "before";
  append_quoted(out, octets_from(vector["quote"]));
  CHECK(out == "before" + vector.at("quoted").get<std::string>());
}

// A code unit as WTF-8, by way of JSON.
std::string text_of_unit(unsigned unit) {
  char escape[9];
  std::snprintf(escape, sizeof escape, "\"\\u%04X\"", unit);
  std::string text;
  JsonReader(escape).read_string(text);
  return text;
}

void replay_units(const json& vector) {
  std::set<unsigned> escaped;
  for (const auto& range : vector["escaped_units"])
    for (unsigned unit = range[0]; unit <= range[1]; ++unit) escaped.insert(unit);
  std::vector<unsigned> wrong;
  for (unsigned unit = 0; unit <= 0xFFFF; ++unit) {
    const std::string text = text_of_unit(unit);
    char escape[7];
    std::snprintf(escape, sizeof escape, "\\u%04x", unit);
    const std::string long_or_short = vector["short"].value(std::to_string(unit), std::string(escape));
    std::string out;
    append_quoted(out, text);
    if (out != '"' + (escaped.count(unit) != 0 ? long_or_short : text) + '"') wrong.push_back(unit);
  }
  CHECK_THAT(wrong, Catch::Equals(std::vector<unsigned>{}));
}

void replay_info(const json& vector) {
  const Info info = read_info(octets_from(vector["info"]));
  CHECK(info.valid == vector.at("valid").get<bool>());
  CHECK(info.websocket == vector.value("websocket", true));
  CHECK(info.cookie_needed == vector.value("cookie_needed", false));
  CHECK(info.base_url == vector.value("base_url", ""));
}

void replay_url(const json& vector) {
  const auto text = vector["url"].get<std::string>();
  CHECK(ServiceUrl::accepts(text) == !vector.value("refused", false));
  if (vector.value("refused", false)) return;
  const ServiceUrl url(text);
  CHECK(url.text() == vector.at("text").get<std::string>());
  CHECK(url.with_suffix("/info") == vector.at("info").get<std::string>());
  if (vector.contains("web_socket"))
    CHECK(url.web_socket().session_endpoint("000", "sid", "websocket") == vector["web_socket"].get<std::string>());
  for (const auto& pair : vector.value("rebased", json::array())) {
    INFO("base_url " << pair[0]);
    const auto rebased = url.rebased(pair[0].get<std::string>());
    CHECK((rebased ? json(rebased->text()) : json()) == pair[1]);
  }
}

void replay(const json& vector) {
  if (vector.contains("server_frame")) return replay_server_frame(vector);
  if (vector.contains("client_messages")) {
    replay_client_messages(vector, false);
    return replay_client_messages(vector, true);
  }
  if (vector.contains("json")) return replay_json(vector);
  if (vector.contains("quote")) return replay_quote(vector);
  if (vector.contains("escaped_units")) return replay_units(vector);
  if (vector.contains("info") && vector.contains("valid")) return replay_info(vector);
  if (vector.contains("url")) return replay_url(vector);
  FAIL("a vector of no known kind");
}

}  // namespace

TEST_CASE("every SockJS vector reads and writes as written", "[sockjs][vectors]") {
  static const auto vectors = load_vectors("sockjs", "vectors");  // Catch2 comes here once for each section
  REQUIRE(vectors.size() >= 430);
  for (const auto& vector : vectors) DYNAMIC_SECTION(vector.at("name").get<std::string>()) {
      replay(vector);
    }
}

TEST_CASE("the names of the SockJS vectors are unique, and their clauses given", "[sockjs][vectors]") {
  std::set<std::string> names;
  for (const auto& vector : load_vectors("sockjs", "vectors")) {
    CHECK(names.insert(vector.at("name").get<std::string>()).second);
    CHECK_FALSE(vector.at("clause").get<std::string>().empty());
  }
}

TEST_CASE("nlohmann/json agrees with every SockJS vector that holds JSON", "[sockjs][vectors]") {
  std::size_t count = 0;
  for (const auto& vector : load_vectors("sockjs", "vectors"))
    for (const char* member : {"json", "client_messages", "server_frame", "info"})
      if (vector.contains(member) && !vector.contains("url")) {
        ++count;
        INFO(vector["name"]);
        const std::string octets = octets_from(vector[member]);
        CHECK_NOTHROW(compare_with_oracle(octets));
        if (octets.size() > 1) CHECK_NOTHROW(compare_with_oracle(std::string_view(octets).substr(1)));
      }
  CHECK(count > 300);
}
