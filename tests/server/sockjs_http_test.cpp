#include <catch2/catch.hpp>

#include <set>

#include "json_octets.hpp"
#include "sockjs_scene.hpp"
#include "vector_files.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using hoofbeat::test::load_vectors;
using hoofbeat::test::octets_from;
using nlohmann::json;

namespace {

HttpRequest request_of(const json& written) {
  HttpRequest request{.method = written.at("method"), .target = written.at("target")};
  const json headers = written.value("headers", json::object());
  for (const auto& [name, value] : headers.items()) request.headers.push_back({name, value});
  if (written.contains("body")) request.body = octets_from(written["body"]);
  return request;
}

void check_headers(const Answer& answer, const json& expected) {
  for (const auto& [name, value] : expected.items()) {
    INFO(name);
    if (value.is_null()) {
      CHECK_FALSE(answer.has_header(name));
    } else {
      CHECK(answer.header(name) == value.get<std::string>());
    }
  }
}

void check_body(const Answer& answer, const json& expected) {
  if (expected.contains("body")) {
    CHECK(answer.ended);
    CHECK(answer.body() == octets_from(expected["body"]));
  }
  const json texts = expected.value("body_contains", json::array());
  for (const json& text : texts) CHECK(answer.body().find(text.get<std::string>()) != std::string::npos);
  if (!expected.contains("json_with")) return;
  const json body = json::parse(answer.body());
  for (const auto& [name, value] : expected["json_with"].items()) CHECK(body.at(name) == value);
}

void play(SockJsScene& scene, const json& exchange) {
  INFO(exchange["request"].dump());
  const Answer& answer = scene.answer(scene.request(request_of(exchange.at("request"))));
  REQUIRE(answer.response);
  const json& expected = exchange.at("response");
  CHECK(answer.response->status == expected.at("status").get<unsigned>());
  CHECK(answer.response->expires_in.has_value() == expected.contains("expires_in"));
  if (answer.response->expires_in && expected.contains("expires_in"))
    CHECK(*answer.response->expires_in == expected["expires_in"].get<unsigned>());
  check_headers(answer, expected.value("headers", json::object()));
  check_body(answer, expected);
}

}  // namespace

TEST_CASE("HTTP exchanges of the vectors") {
  const auto vectors = load_vectors("sockjs/http", "vectors");
  REQUIRE_FALSE(vectors.empty());
  std::set<std::string> names;
  for (const json& vector : vectors) {
    INFO(vector.at("name").get<std::string>());
    CHECK(names.insert(vector["name"]).second);
    Settings settings;
    REQUIRE(read_settings(vector.value("settings", json::object()).dump(), settings).empty());
    SockJsScene scene(settings);
    for (const json& exchange : vector.at("exchanges")) play(scene, exchange);
  }
}

TEST_CASE("the entropy of /info is another at every call") {
  SockJsScene scene;
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 100; ++i) {
    const auto entropy = json::parse(scene.ask_get("/echo/info").body()).at("entropy").get<std::uint64_t>();
    CHECK(entropy <= 0xFFFFFFFFU);
    seen.insert(entropy);
  }
  CHECK(seen.size() == 100);
}

TEST_CASE("queries and forms") {
  CHECK(form_value("a=b&c=d", "c") == "d");
  CHECK(form_value("c=1&c=2", "c") == "1");
  CHECK(form_value("c", "c") == "");
  CHECK(form_value("c=a%2Bb+c%", "c") == "a%2Bb c%");
  CHECK(form_value("c=a%2Bb+c", "c") == "a+b c");
  for (const char* const form : {"", "&", "cc=1", "C=1", "=c"}) CHECK_FALSE(form_value(form, "c"));
}
