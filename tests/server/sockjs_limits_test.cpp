#include <catch2/catch.hpp>

#include "sockjs_scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;

namespace {

std::string json_of(std::size_t size) { return "[\"" + std::string(size, 'x') + "\"]"; }

Settings with_queue_of(std::size_t octets) {
  Settings settings;
  settings.limits.max_sockjs_queue_bytes = octets;
  return settings;
}

}  // namespace

TEST_CASE("there are so many sessions and no more") {
  Settings settings;
  settings.limits.max_sockjs_sessions = 2;
  SockJsScene scene(settings);
  poll(scene, "/echo/000/a");
  const ConnectionId socket = scene.open_websocket("/echo/websocket");
  CHECK(scene.ask_post("/echo/000/b/xhr").response->status == 503);
  const auto decision = scene.gateway.handle_upgrade({.method = "GET", .target = "/echo/websocket"});
  CHECK(std::get<HttpResponse>(decision).status == 503);
  scene.close_websocket(socket);
  CHECK(poll(scene, "/echo/000/b") == "o");
  scene.pass(5000);
  CHECK(poll(scene, "/echo/000/c") == "o");
  CHECK(poll(scene, "/echo/000/d") == "o");
}

TEST_CASE("a queue that nobody empties closes its session") {
  SockJsScene scene(with_queue_of(2048));
  poll(scene, "/echo/000/a");
  // One beyond the limit is still taken, lest a large message never pass.
  scene.post("/echo/000/a/xhr_send", json_of(1));
  scene.post("/echo/000/a/xhr_send", json_of(5000));
  CHECK(scene.logged("sockjs_queue_full").empty());
  scene.post("/echo/000/a/xhr_send", json_of(1));
  const std::string waiting = std::to_string(5001 + 2 * sizeof(Transmit));
  CHECK(scene.logged("sockjs_queue_full") == std::vector<std::string>{"waiting_bytes=" + waiting + ' '});
  CHECK(poll(scene, "/echo/000/a") == R"(c[1008,"max_sockjs_queue_bytes exceeded"])");
  scene.pass(5000);
  CHECK(poll(scene, "/echo/000/a") == "o");
}

TEST_CASE("a receiver that is stalled is broken off with its session") {
  SockJsScene scene(with_queue_of(1024));
  const RequestId stream = scene.post("/amplify/000/a/xhr_streaming");
  scene.stall();
  for (int i = 0; i < 3; ++i) scene.post("/amplify/000/a/xhr_send", R"(["11","11"])");
  // The streaming limit ended the response, so that there is nobody to break off.
  CHECK(scene.answer(stream).ended);
  CHECK_FALSE(scene.answer(stream).aborted);

  Settings settings = with_queue_of(1024);
  SockJsScene other(settings);
  const RequestId stalled = other.post("/ws/000/b/xhr_streaming");
  other.post("/ws/000/b/xhr_send", R"(["CONNECT\naccept-version:1.2\n\n\u0000"])");
  other.post("/ws/000/b/xhr_send", R"(["SUBSCRIBE\nid:1\ndestination:/topic/a\n\n\u0000"])");
  other.stall();
  const std::string send = "[\"SEND\\ndestination:/topic/a\\n\\n" + std::string(70'000, 'x') + "\\u0000\"]";
  for (int i = 0; i < 4; ++i) other.post("/ws/000/b/xhr_send", send);
  CHECK(other.answer(stalled).aborted);
  CHECK(other.gateway.requests() == 0);
  CHECK(other.gateway.broker().sessions() == 0);
  CHECK(poll(other, "/ws/000/b") == R"(c[1008,"max_sockjs_queue_bytes exceeded"])");
}

TEST_CASE("a WebSocket that takes nothing is closed") {
  SockJsScene scene(with_queue_of(1024));
  const ConnectionId socket = scene.open_websocket("/echo/websocket");
  scene.stall();
  const std::string message(40'000, 'x');
  for (int i = 0; i < 3; ++i) scene.receive(socket, message);
  CHECK_FALSE(scene.traffic(socket).closed);
  scene.receive(socket, message);
  REQUIRE(scene.traffic(socket).closed);
  CHECK(scene.traffic(socket).closed->code == 1008);
  CHECK(scene.traffic(socket).closed->discard_waiting);
}

TEST_CASE("messages of no octets have their limit too") {
  SockJsScene scene(with_queue_of(100'000));
  const ConnectionId reading = scene.open_websocket("/echo/websocket");
  for (int i = 0; i < 50'000; ++i) scene.receive(reading, "");
  CHECK_FALSE(scene.traffic(reading).closed);
  CHECK(scene.take_messages(reading).size() == 50'000);
  const ConnectionId stalled = scene.open_websocket("/echo/websocket");
  scene.stall();
  for (int i = 0; i < 20'000; ++i) scene.receive(stalled, "");
  REQUIRE(scene.traffic(stalled).closed);
  CHECK(scene.traffic(stalled).closed->code == 1008);

  SockJsScene polled(with_queue_of(100'000));
  poll(polled, "/echo/000/a");
  std::string many = "[\"\"";
  for (int i = 0; i < 5000; ++i) many += ",\"\"";
  polled.post("/echo/000/a/xhr_send", many + "]");
  CHECK(poll(polled, "/echo/000/a").starts_with("c[1008,"));
}

TEST_CASE("one POST or WebSocket message has so many messages") {
  Settings settings;
  settings.limits.max_sockjs_frame_messages = 2;
  SockJsScene scene(settings);
  poll(scene, "/echo/000/a");
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["1","2"])").response->status == 204);
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["1","2","3"])").response->status == 413);
  const ConnectionId socket = scene.open_websocket("/echo/000/a/websocket");
  scene.receive(socket, R"(["1","2","3"])");
  CHECK(scene.traffic(socket).closed->code == 1009);
}

TEST_CASE("how long a body may be depends on what it is for") {
  Settings settings;
  settings.limits.max_sockjs_post_bytes = 1000;
  settings.limits.max_http_body_bytes = 10;
  SockJsScene scene(settings);
  CHECK(scene.gateway.max_body_bytes("/echo/000/a/xhr_send") == 1000);
  CHECK(scene.gateway.max_body_bytes("/ws/000/a/xhr_send") == 1000);
  CHECK(scene.gateway.max_body_bytes("/index.html") == 10);
  const HttpResponse refused = scene.gateway.body_too_large(
      {.method = "POST", .target = "/echo/000/a/xhr_send", .headers = {{"Origin", "http://a"}}});
  CHECK(refused.status == 413);
  CHECK(refused.headers.at(0).value == "http://a");
}

TEST_CASE("many sessions are looked at when they are due, and forgotten") {
  SockJsScene scene;
  for (int i = 0; i < 1000; ++i) poll(scene, "/echo/000/" + std::to_string(i));
  scene.pass(5000);
  CHECK_FALSE(scene.gateway.poll_timeout());
}
