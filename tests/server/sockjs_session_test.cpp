#include <catch2/catch.hpp>

#include "sockjs_scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using Parts = std::vector<std::string>;

namespace {

const std::string second_receiver = R"(c[2010,"Another connection still open"])";
const std::string interrupted = R"(c[1002,"Connection interrupted"])";
const std::string go_away = R"(c[3000,"Go away!"])";

}  // namespace

TEST_CASE("a session opens with its first receiver, and messages wait for the next") {
  SockJsScene scene;
  CHECK(poll(scene, "/echo/000/a") == "o");
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["x","y"])").response->status == 204);
  CHECK(scene.ask_post("/echo/111/a/xhr_send", R"(["z"])").response->status == 204);
  CHECK(poll(scene, "/echo/222/a") == R"(a["x","y","z"])");
}

TEST_CASE("a poll waits for a message") {
  SockJsScene scene;
  poll(scene, "/echo/000/a");
  const RequestId waiting = scene.post("/echo/000/a/xhr");
  CHECK_FALSE(scene.answer(waiting).response);
  scene.post("/echo/000/a/xhr_send", R"(["x"])");
  CHECK(scene.answer(waiting).body() == "a[\"x\"]\n");
  CHECK(scene.answer(waiting).ended);
}

TEST_CASE("sessions of different services share no ids") {
  SockJsScene scene;
  poll(scene, "/echo/000/a");
  CHECK(scene.ask_post("/amplify/000/a/xhr_send", R"(["1"])").response->status == 404);
  CHECK(poll(scene, "/amplify/000/a") == "o");
  scene.post("/amplify/000/a/xhr_send", R"(["3"])");
  CHECK(poll(scene, "/amplify/000/a") == R"(a["xxxxxxxx"])");
  const RequestId waiting = scene.post("/echo/000/a/xhr");
  CHECK_FALSE(scene.answer(waiting).response);
}

TEST_CASE("a session that nobody receives expires") {
  SockJsScene scene;
  poll(scene, "/echo/000/a");
  scene.pass(4999);
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["x"])").response->status == 204);
  scene.pass(1);
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["y"])").response->status == 404);
  CHECK(poll(scene, "/echo/000/a") == "o");
}

TEST_CASE("the time to expiry begins when the client has taken a response") {
  SockJsScene scene;
  scene.stall();
  scene.post("/echo/000/a/xhr");
  scene.pass(60'000);
  scene.resume();
  scene.pass(4999);
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["x"])").response->status == 204);
  scene.pass(1);
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["x"])").response->status == 404);
}

TEST_CASE("a session that is received does not expire, and gets heartbeats") {
  SockJsScene scene;
  const RequestId stream = scene.post("/echo/000/a/xhr_streaming");
  scene.take_parts(stream);
  scene.pass(24'999);
  CHECK(scene.take_parts(stream).empty());
  scene.pass(1);
  CHECK(scene.take_parts(stream) == Parts{"h\n"});
  scene.pass(20'000);
  scene.post("/echo/000/a/xhr_send", R"(["x"])");
  CHECK(scene.take_parts(stream) == Parts{"a[\"x\"]\n"});
  scene.pass(24'999);
  CHECK(scene.take_parts(stream).empty());
  scene.pass(1);
  CHECK(scene.take_parts(stream) == Parts{"h\n"});
}

TEST_CASE("a heartbeat ends a poll") {
  SockJsScene scene;
  poll(scene, "/echo/000/a");
  const RequestId waiting = scene.post("/echo/000/a/xhr");
  scene.pass(25'000);
  CHECK(scene.answer(waiting).body() == "h\n");
}

TEST_CASE("heartbeats can be done without") {
  Settings settings;
  settings.sockjs.heartbeat = 0;
  SockJsScene scene(settings);
  const RequestId stream = scene.post("/echo/000/a/xhr_streaming");
  CHECK_FALSE(scene.gateway.poll_timeout());
  scene.pass(1'000'000);
  CHECK(scene.answer(stream).parts.size() == 2);
}

TEST_CASE("a second receiver is sent away, and the first goes on") {
  SockJsScene scene;
  const RequestId first = scene.post("/echo/000/a/xhr_streaming");
  scene.take_parts(first);
  CHECK(poll(scene, "/echo/000/a") == second_receiver);
  const Answer streamed = scene.ask_post("/echo/000/a/xhr_streaming");
  CHECK(streamed.body() == xhr_prelude + second_receiver + "\n");
  scene.post("/echo/000/a/xhr_send", R"(["x"])");
  CHECK(scene.take_parts(first) == Parts{"a[\"x\"]\n"});
}

TEST_CASE("a receiver that vanishes ends its session") {
  const bool streams = GENERATE(true, false);
  SockJsScene scene;
  poll(scene, "/echo/000/a");
  const RequestId lost = scene.post(streams ? "/echo/000/a/xhr_streaming" : "/echo/000/a/xhr");
  scene.vanish(lost);
  CHECK(poll(scene, "/echo/000/a") == interrupted);
  CHECK(scene.ask_post("/echo/000/a/xhr_send", R"(["x"])").response->status == 204);
  CHECK(poll(scene, "/echo/000/a") == interrupted);
  scene.pass(5000);
  CHECK(poll(scene, "/echo/000/a") == "o");
}

TEST_CASE("a response that was not taken whole ends the session too") {
  SockJsScene scene;
  poll(scene, "/echo/000/a");
  scene.post("/echo/000/a/xhr_send", R"(["precious"])");
  scene.stall();
  const RequestId lost = scene.post("/echo/000/a/xhr");
  REQUIRE(scene.answer(lost).ended);
  scene.vanish(lost);
  CHECK(poll(scene, "/echo/000/a") == interrupted);
}

TEST_CASE("a request that is long over can't hurt its session") {
  SockJsScene scene;
  const RequestId done = scene.post("/echo/000/a/xhr");
  scene.vanish(done);
  scene.post("/echo/000/a/xhr_send", R"(["x"])");
  CHECK(poll(scene, "/echo/000/a") == R"(a["x"])");
}

TEST_CASE("a session that its application closes says so until it expires") {
  SockJsScene scene;
  const Answer streamed = scene.ask_post("/close/000/a/xhr_streaming");
  CHECK(streamed.parts == Parts{xhr_prelude, "o\n", go_away + "\n"});
  CHECK(poll(scene, "/close/000/a") == go_away);
  scene.pass(4999);
  CHECK(poll(scene, "/close/000/a") == go_away);
  scene.pass(5000);
  CHECK(poll(scene, "/close/000/a") == "o");
  CHECK(poll(scene, "/close/000/a") == go_away);
}

TEST_CASE("several inputs before a drain") {
  SockJsScene scene;
  scene.gateway.handle_request(100, {.method = "POST", .target = "/echo/000/a/xhr"}, scene.now);
  scene.gateway.handle_request(101, {.method = "POST", .target = "/echo/000/a/xhr_send", .body = R"(["x"])"},
                               scene.now);
  scene.gateway.handle_request(102, {.method = "POST", .target = "/echo/000/a/xhr"}, scene.now);
  scene.gateway.handle_request_gone(102, scene.now);
  scene.gateway.handle_timeout(scene.now);
  scene.drain();
  CHECK(scene.answer(100).body() == "o\n");
  CHECK(scene.answer(101).response->status == 204);
  CHECK(scene.answer(102).body() == second_receiver + "\n");
  CHECK(poll(scene, "/echo/000/a") == R"(a["x"])");
}

TEST_CASE("what is not known is ignored") {
  SockJsScene scene;
  scene.gateway.handle_request_sent(7, 100, scene.now);
  scene.gateway.handle_request_gone(7, scene.now);
  scene.gateway.handle_sent(7, 100, scene.now);
  scene.gateway.handle_bytes(7, "x", true, true, scene.now);
  scene.gateway.handle_closed(7, scene.now);
  scene.gateway.handle_timeout(scene.now);
  CHECK_FALSE(scene.gateway.poll_output());
  CHECK_FALSE(scene.gateway.poll_timeout());
}

TEST_CASE("a shutdown tells those who receive") {
  SockJsScene scene;
  const RequestId stream = scene.post("/echo/000/a/xhr_streaming");
  const ConnectionId socket = scene.open_websocket("/echo/000/b/websocket");
  scene.take_parts(stream);
  scene.take_messages(socket);
  scene.gateway.handle_shutdown(scene.now);
  scene.drain();
  CHECK(scene.take_parts(stream) == Parts{"c[1001,\"server is shutting down\"]\n"});
  CHECK(scene.answer(stream).ended);
  CHECK(scene.traffic(socket).closed->code == 1001);
}
