#include <catch2/catch.hpp>

#include "core/close_frame.hpp"
#include "core/upgrade.hpp"
#include "masked_frame.hpp"
#include "sockjs_scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using namespace std::literals;
using Messages = std::vector<std::string>;

namespace {

unsigned refusal_of(SockJsScene& scene, std::string_view target, std::vector<HttpHeader> headers = {}) {
  const auto decision = scene.gateway.handle_upgrade(
      {.method = "GET", .target = std::string(target), .headers = std::move(headers)});
  const auto* const response = std::get_if<HttpResponse>(&decision);
  return response == nullptr ? 0 : response->status;
}

}  // namespace

TEST_CASE("which WebSockets are opened") {
  SockJsScene scene;
  for (const char* const target : {"/ws", "/ws?x", "/ws/websocket", "/ws/a/b/websocket", "/echo/websocket",
                                   "/echo/a/b/websocket", "/close/websocket"})
    CHECK(refusal_of(scene, target) == 0);
  for (const char* const target :
       {"/", "/ws/", "/wss", "/echo", "/echo/", "/echo/a/websocket", "/echo/a./b/websocket", "/echo/a/b/xhr",
        "/echo/a//websocket", "/disabled_websocket_echo/websocket", "/disabled_websocket_echo/a/b/websocket"})
    CHECK(refusal_of(scene, target) == 404);
}

TEST_CASE("STOMP's subprotocol is agreed where there is no SockJS in between") {
  SockJsScene scene;
  const auto chosen = [&](std::string_view target) {
    const auto decision = scene.gateway.handle_upgrade(
        {.method = "GET", .target = std::string(target), .headers = {{"sec-websocket-protocol", "v11.stomp"}}});
    return std::get<WebSocketEndpoint>(decision).subprotocol;
  };
  CHECK(chosen("/ws") == "v11.stomp");
  CHECK(chosen("/ws/websocket") == "v11.stomp");
  CHECK_FALSE(chosen("/ws/a/b/websocket"));
}

TEST_CASE("origins that are not allowed get nothing") {
  Settings settings;
  settings.allowed_origins = {"http://good"};
  SockJsScene scene(settings);
  CHECK(refusal_of(scene, "/ws", {{"Origin", "http://bad"}}) == 403);
  CHECK(refusal_of(scene, "/echo/websocket", {{"Origin", "http://bad"}}) == 403);
  CHECK(refusal_of(scene, "/echo/websocket", {{"Origin", "http://good"}}) == 0);
  const Answer bad = scene.ask({.method = "GET", .target = "/echo/info", .headers = {{"Origin", "http://bad"}}});
  CHECK(bad.response->status == 403);
  CHECK_FALSE(bad.has_header("Access-Control-Allow-Origin"));
  const Answer good = scene.ask({.method = "GET", .target = "/echo/info", .headers = {{"Origin", "http://good"}}});
  CHECK(good.header("Access-Control-Allow-Origin") == "http://good");
}

TEST_CASE("frames over a WebSocket") {
  SockJsScene scene;
  const ConnectionId socket = scene.open_websocket("/echo/000/a/websocket");
  CHECK(scene.take_messages(socket) == Messages{"o"});
  scene.receive(socket, "");
  scene.receive(socket, "[]");
  CHECK(scene.take_messages(socket).empty());
  scene.receive(socket, R"(["x","y"])");
  scene.receive(socket, R"("z")");
  scene.receive(socket, R"(["in )", false);
  scene.receive(socket, R"(pieces"])");
  CHECK(scene.take_messages(socket) == Messages{R"(a["x","y"])", R"(a["z"])", R"(a["in pieces"])"});
  scene.pass(25'000);
  CHECK(scene.take_messages(socket) == Messages{"h"});
}

TEST_CASE("WebSocket sessions share no ids, neither with each other nor with requests") {
  SockJsScene scene;
  const ConnectionId one = scene.open_websocket("/echo/000/a/websocket");
  const ConnectionId two = scene.open_websocket("/echo/000/a/websocket");
  CHECK(poll(scene, "/echo/000/a") == "o");
  scene.receive(one, R"(["x"])");
  CHECK(scene.take_messages(one) == Messages{"o", R"(a["x"])"});
  CHECK(scene.take_messages(two) == Messages{"o"});
}

TEST_CASE("what is no frame closes the WebSocket") {
  const auto [message, reason] = GENERATE(table<std::string, std::string>({
      {R"(["x)", "invalid_json"},
      {"x", "invalid_json"},
      {"[\"\xFF\"]", "invalid_json"},
      {"{}", "missing_payload"},
      {"1", "missing_payload"},
  }));
  SockJsScene scene;
  const ConnectionId socket = scene.open_websocket("/echo/000/a/websocket");
  scene.receive(socket, message);
  REQUIRE(scene.traffic(socket).closed);
  CHECK(scene.traffic(socket).closed->code == 1007);
  CHECK(scene.traffic(socket).closed->reason == reason);
  CHECK(scene.logged("invalid_sockjs_message") == Messages{"code=" + reason + ' '});
  scene.receive(socket, R"(["x"])");
  scene.close_websocket(socket);
  CHECK(scene.take_messages(socket) == Messages{"o"});
}

TEST_CASE("after the close frame the WebSocket closes") {
  SockJsScene scene;
  const ConnectionId framed = scene.open_websocket("/close/000/a/websocket");
  CHECK(scene.take_messages(framed) == Messages{"o", R"(c[3000,"Go away!"])"});
  CHECK(scene.traffic(framed).closed->code == 1000);
  const ConnectionId raw = scene.open_websocket("/close/websocket");
  CHECK(scene.take_messages(raw).empty());
  CHECK(scene.traffic(raw).closed->code == 3000);
  CHECK(scene.traffic(raw).closed->reason == "Go away!");
}

TEST_CASE("a raw WebSocket echoes text as text and octets as octets") {
  SockJsScene scene;
  const ConnectionId socket = scene.open_websocket("/echo/websocket");
  scene.receive(socket, "te", false);
  scene.receive(socket, "xt");
  scene.receive(socket, "\0\xFF"sv, true, false);
  scene.receive(socket, "");
  CHECK(scene.take_messages(socket) == Messages{"text", "\0\xFF"s, ""});
  CHECK(scene.traffic(socket).text == std::vector<bool>{true, false, true});
  scene.pass(100'000);
  CHECK(scene.take_messages(socket).empty());
}

TEST_CASE("text that an empty fragment leaves unfinished is not UTF-8") {
  SockJsScene scene;
  const ConnectionId socket = scene.open_websocket("/echo/websocket");
  scene.receive(socket, "a\xC3", false);
  scene.receive(socket, "");
  CHECK(scene.traffic(socket).closed->code == 1007);
}

TEST_CASE("amplify answers a number with so many x") {
  SockJsScene scene;
  const ConnectionId socket = scene.open_websocket("/amplify/websocket");
  for (const char* const message : {"0", "4", "19", "20", "x", "-1", ""}) scene.receive(socket, message);
  std::vector<std::size_t> sizes;
  for (const std::string& message : scene.take_messages(socket)) sizes.push_back(message.size());
  CHECK(sizes == std::vector<std::size_t>{1, 16, 524'288, 2, 2, 2, 2});
}

TEST_CASE("versions of the WebSocket protocol") {
  for (const char* const version : {"7", "8", "13"}) CHECK(is_websocket_version(version));
  for (const char* const version : {"", "0", "6", "9", "12", "14", "13, 8"})
    CHECK_FALSE(is_websocket_version(version));
}

TEST_CASE("a close frame is found behind other frames, at every split") {
  const std::string stream = masked("\x81\x80"sv, "") + masked("\x82\xFE\x00\x80"sv, std::string(128, '\x88')) +
                             masked("\x82\xFF\0\0\0\0\0\0\0\x05"sv, "large") + masked("\x89\x82"sv, "hi") +
                             masked("\x88\x85"sv,
                                    "\x03\xE8"
                                    "bye"sv) +
                             "behind";
  for (std::size_t at = 0; at <= stream.size(); ++at) {
    CloseFrameFinder finder;
    auto found = finder.feed(std::string_view(stream).substr(0, at));
    const auto later = finder.feed(std::string_view(stream).substr(at));
    CHECK(found.has_value() != later.has_value());
    CHECK((found ? *found : *later) ==
          "\x03\xE8"
          "bye");
  }
  CloseFrameFinder finder;
  std::vector<std::string> found;
  for (const char octet : stream)
    if (auto payload = finder.feed({&octet, 1})) found.push_back(std::move(*payload));
  CHECK(found == Messages{"\x03\xE8"
                          "bye"});
}

TEST_CASE("an empty close frame is found, and nothing behind a frame that is none") {
  CHECK(CloseFrameFinder().feed(masked("\x88\x80"sv, "")) == "");
  const std::string close = masked("\x88\x82"sv, "\x13\x88"sv);
  CHECK(CloseFrameFinder().feed(close) == "\x13\x88");
  for (const std::string& wrong :
       {masked("\x83\x80"sv, ""), "\x81\x01x"s, masked("\x88\xFE\x00\x80"sv, std::string(128, 'x'))})
    CHECK_FALSE(CloseFrameFinder().feed(wrong + close));
}

TEST_CASE("frames are told apart one by one") {
  const std::string first = masked("\x81\x82"sv, "hi");
  const std::string close = masked("\x88\x82"sv, "\x03\xE8"sv);
  const std::string stream = first + close + "behind";
  CloseFrameFinder finder;
  CHECK(finder.between_frames());
  CHECK(finder.feed_one(std::string_view(stream).substr(0, 3)) == 3);
  CHECK_FALSE(finder.between_frames());
  CHECK(finder.feed_one(std::string_view(stream).substr(3)) == first.size() - 3);
  CHECK(finder.between_frames());
  CHECK_FALSE(finder.close_payload());
  CHECK(finder.feed_one(std::string_view(stream).substr(first.size())) == close.size());
  CHECK(finder.close_payload() == "\x03\xE8");
  CHECK_FALSE(finder.close_payload());
  CHECK_FALSE(finder.between_frames());
  CHECK(finder.feed_one("behind") == 6);
}

TEST_CASE("how close frames are answered where the WebSocket library does otherwise") {
  CHECK(corrected_close_code("\x03\xF6"sv) == 1014);
  CHECK(corrected_close_code("\x13\x88"sv) == 1002);
  CHECK(corrected_close_code("\xFF\xFF"sv) == 1002);
  CHECK(corrected_close_code("\x03\xE8\xC3\x28"sv) == 1007);
  for (const std::string_view payload : {""sv, "\x03"sv, "\x03\xE8"sv, "\x03\xE8ok"sv, "\x13\x87"sv})
    CHECK_FALSE(corrected_close_code(payload));
  CHECK(close_frame(1007) == "\x88\x02\x03\xEF");
}
