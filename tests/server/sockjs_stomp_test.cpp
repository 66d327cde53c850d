#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "sockjs_scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using nlohmann::json;
using namespace std::literals;

namespace {

// A STOMP client over one xhr session that is always received, by streams that follow each other.
class Client {
 public:
  Client(SockJsScene& scene, std::string session)
      : scene_(scene),
        session_("/ws/000/" + std::move(session)),
        stream_(scene.post(session_ + "/xhr_streaming")) {}

  Client& send(std::string_view frame) {
    scene_.post(session_ + "/xhr_send", json::array({std::string(frame) + '\0'}).dump());
    return *this;
  }
  Client& connect(std::string_view heart_beat = "0,0") {
    send("CONNECT\naccept-version:1.2\nheart-beat:" + std::string(heart_beat) + "\n\n");
    REQUIRE(take().back().starts_with("CONNECTED\n"));
    return *this;
  }

  /// The SockJS frames since the last call.
  std::vector<std::string> take_frames() {
    std::vector<std::string> frames;
    for (;;) {
      for (const std::string& part : scene_.take_parts(stream_))
        if (part.size() != 2049 || part[1] != 'h') frames.push_back(part.substr(0, part.size() - 1));
      if (!scene_.answer(stream_).ended) return frames;
      if (frames.empty() || frames.back()[0] == 'c') return frames;
      stream_ = scene_.post(session_ + "/xhr_streaming");
    }
  }
  /// The messages in them.
  std::vector<std::string> take() {
    std::vector<std::string> messages;
    for (const std::string& frame : take_frames())
      if (frame[0] == 'a')
        for (const auto& message : json::parse(frame.substr(1))) messages.push_back(message);
    return messages;
  }

  RequestId stream() const { return stream_; }
  const std::string& session() const { return session_; }

 private:
  SockJsScene& scene_;
  std::string session_;
  RequestId stream_;
};

std::string body_of(std::string_view frame) {
  const auto blank = frame.find("\n\n");
  return std::string(frame.substr(blank + 2, frame.size() - blank - 3));
}

}  // namespace

TEST_CASE("STOMP over SockJS: each frame is one message") {
  SockJsScene scene;
  Client ada(scene, "ada"), bob(scene, "bob");
  ada.connect().send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:r\n\n");
  CHECK(ada.take() == std::vector<std::string>{"RECEIPT\nreceipt-id:r\n\n\0"s});
  bob.connect();
  for (const char* const body : {"one", "two"}) bob.send("SEND\ndestination:/topic/a\n\n" + std::string(body));
  const auto messages = ada.take();
  REQUIRE(messages.size() == 2);
  CHECK(body_of(messages[0]) == "one");
  CHECK(body_of(messages[1]) == "two");
}

TEST_CASE("STOMP over SockJS over WebSocket, and without SockJS beside it") {
  SockJsScene scene;
  const ConnectionId framed = scene.open_websocket("/ws/000/a/websocket");
  const ConnectionId plain = scene.open_websocket("/ws/websocket");
  scene.receive(framed, R"(["CONNECT\naccept-version:1.2\n\n\u0000"])");
  scene.receive(framed, R"(["SUBSCRIBE\nid:1\ndestination:/topic/a\n\n\u0000"])");
  scene.receive(plain, "CONNECT\naccept-version:1.2\n\n\0"sv);
  scene.receive(plain, "SEND\ndestination:/topic/a\n\nx\0"sv);
  const auto frames = scene.take_messages(framed);
  REQUIRE(frames.size() == 3);
  CHECK(frames[0] == "o");
  CHECK(frames[1].starts_with("a[\"CONNECTED\\n"));
  CHECK(frames[2].starts_with("a[\"MESSAGE\\n"));
  CHECK(scene.take_messages(plain).at(0).starts_with("CONNECTED\n"));
}

TEST_CASE("an ERROR goes out before the session closes") {
  SockJsScene scene;
  Client client(scene, "a");
  client.connect().send("NONSENSE\n\n");
  const auto frames = client.take_frames();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].find("ERROR\\n") != std::string::npos);
  CHECK(frames[1].starts_with("c[1002,"));
  CHECK(poll(scene, "/ws/000/a").starts_with("c[1002,"));
}

TEST_CASE("an ERROR waits for a client that polls") {
  SockJsScene scene;
  poll(scene, "/ws/000/a");
  scene.post("/ws/000/a/xhr_send", R"(["NONSENSE\n\n\u0000"])");
  CHECK(poll(scene, "/ws/000/a").find("ERROR\\n") != std::string::npos);
  CHECK(poll(scene, "/ws/000/a").starts_with("c[1002,"));
}

TEST_CASE("DISCONNECT closes the session behind its receipt") {
  SockJsScene scene;
  Client client(scene, "a");
  client.connect().send("DISCONNECT\nreceipt:bye\n\n");
  const auto frames = client.take_frames();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0] == R"(a["RECEIPT\nreceipt-id:bye\n\n\u0000"])");
  CHECK(frames[1] == R"(c[1000,""])");
}

TEST_CASE("SockJS heartbeats end where STOMP's are agreed") {
  SockJsScene scene;
  Client silent(scene, "silent"), beating(scene, "beating"), sending(scene, "sending");
  silent.connect();
  beating.connect("0,10000");
  sending.connect("100000,0");
  scene.pass(26'000);
  CHECK(silent.take_frames() == std::vector<std::string>{"h"});
  for (const std::string& frame : beating.take_frames()) CHECK(frame == R"(a["\n"])");
  // Nothing of STOMP's would tell this one that the server is there.
  CHECK(sending.take_frames() == std::vector<std::string>{"h"});
}

TEST_CASE("a session that is lost is lost for the broker") {
  SockJsScene scene;
  Client ada(scene, "ada");
  ada.connect()
      .send("SUBSCRIBE\nid:1\ndestination:/queue/a\nack:client\n\n")
      .send("SEND\ndestination:/queue/a\n\nprecious");
  CHECK(ada.take().size() == 1);
  scene.vanish(ada.stream());
  CHECK(scene.gateway.broker().sessions() == 0);
  Client bob(scene, "bob");
  bob.connect().send("SUBSCRIBE\nid:1\ndestination:/queue/a\n\n");
  const auto again = bob.take();
  REQUIRE(again.size() == 1);
  CHECK(again[0].find("\nredelivered:true\n") != std::string::npos);
}

TEST_CASE("a session that expires is lost for the broker") {
  SockJsScene scene;
  poll(scene, "/ws/000/a");
  CHECK(scene.gateway.broker().sessions() == 1);
  scene.pass(5000);
  CHECK(scene.gateway.broker().sessions() == 0);
}

TEST_CASE("a queue waits for a client that does not receive") {
  Settings settings;
  settings.limits.max_send_buffer_bytes = 100'000;
  SockJsScene scene(settings);
  Client slow(scene, "slow"), sender(scene, "sender");
  slow.connect().send("SUBSCRIBE\nid:1\ndestination:/queue/a\n\n");
  sender.connect();
  scene.stall();
  constexpr int count = 60;
  for (int i = 0; i < count; ++i)
    sender.send("SEND\ndestination:/queue/a\n\n" + std::to_string(i) + std::string(5000, '.'));
  std::vector<std::string> bodies;
  for (const std::string& message : slow.take()) bodies.push_back(body_of(message));
  CHECK(bodies.size() < count / 2);
  scene.resume();
  for (const std::string& message : slow.take()) bodies.push_back(body_of(message));
  REQUIRE(bodies.size() == count);
  for (int i = 0; i < count; ++i)
    CHECK(bodies[static_cast<std::size_t>(i)] == std::to_string(i) + std::string(5000, '.'));
}

TEST_CASE("a slow consumer is cut off") {
  Settings settings;
  settings.limits.max_send_buffer_bytes = 100'000;
  SockJsScene scene(settings);
  Client slow(scene, "slow"), sender(scene, "sender");
  slow.connect().send("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n");
  sender.connect();
  scene.stall();
  for (int i = 0; i < 30; ++i) sender.send("SEND\ndestination:/topic/a\n\n" + std::string(5000, '.'));
  CHECK(scene.gateway.broker().sessions() == 1);
  CHECK(scene.answer(slow.stream()).aborted);
  CHECK(scene.logged("slow_consumer").size() == 1);
  scene.resume();
  CHECK(poll(scene, slow.session()) == R"(c[1008,"slow consumer: max_send_buffer_bytes exceeded"])");
}

TEST_CASE("a message that is not UTF-8 can't go through SockJS, and its consumer is told") {
  SockJsScene scene;
  Client client(scene, "a");
  client.connect().send("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n");
  const ConnectionId plain = scene.open_websocket("/ws");
  scene.receive(plain, "CONNECT\naccept-version:1.2\n\n\0"sv);
  scene.receive(plain, "SEND\ndestination:/topic/a\ncontent-type:application/octet-stream\n\ntext\0"sv);
  CHECK(body_of(client.take().at(0)) == "text");
  scene.receive(plain, "SEND\ndestination:/topic/a\n\n\xFF\0"sv, true, false);
  const auto frames = client.take_frames();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].find("error-code:invalid_utf8\\n") != std::string::npos);
  CHECK(frames[1].starts_with("c[1007,"));
  CHECK(scene.logged("refused").size() == 1);
  CHECK(scene.gateway.broker().sessions() == 1);
}

TEST_CASE("half a pair of surrogates becomes U+FFFD, and content-length stays right") {
  SockJsScene scene;
  Client client(scene, "a");
  client.connect().send("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n");
  scene.post("/ws/000/a/xhr_send", R"(["SEND\ndestination:/topic/a\ncontent-length:8\n\n\ud800a\udc00b\u0000"])");
  const auto messages = client.take();
  REQUIRE(messages.size() == 1);
  CHECK(body_of(messages[0]) ==
        "\xEF\xBF\xBD"
        "a"
        "\xEF\xBF\xBD"
        "b");
}

TEST_CASE("elements that are no strings are STOMP's to make sense of") {
  SockJsScene scene;
  Client client(scene, "a");
  client.connect();
  CHECK(scene.ask_post("/ws/000/a/xhr_send", R"([null, {"a": 1}])").response->status == 204);
  const auto frames = client.take_frames();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].find("invalid_command") != std::string::npos);
}

TEST_CASE("a session that never connects is told, and closed") {
  SockJsScene scene;
  Client client(scene, "a");
  client.take_frames();
  scene.pass(10'000);
  const auto frames = client.take_frames();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].find("connect_timeout") != std::string::npos);
  CHECK(frames[1].starts_with("c[1002,"));
}

TEST_CASE("a shutdown reaches STOMP clients") {
  SockJsScene scene;
  Client client(scene, "a");
  client.connect();
  scene.gateway.handle_shutdown(scene.now);
  scene.drain();
  const auto frames = client.take_frames();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].find("server is shutting down") != std::string::npos);
  CHECK(frames[1] == R"(c[1001,"server is shutting down"])");
  CHECK(scene.answer(client.stream()).ended);
}
