#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using Bodies = std::vector<std::string>;

TEST_CASE("the greeting of Spring's guide") {
  Scene scene;
  Peer ada(scene), other(scene);
  other.connect().subscribe("g", "/topic/greetings");
  ada.connect().send("/app/hello", R"({"name":"Ada"})", {{"receipt", "r"}});
  CHECK(ada.take_one()["receipt-id"] == "r");
  const ReceivedFrame greeting = other.take_one();
  CHECK(greeting.body == R"({"content":"Hello, Ada!"})");
  CHECK(greeting["content-type"] == "application/json");
  CHECK(greeting["destination"] == "/topic/greetings");
}

TEST_CASE("a greeting is JSON whatever the name") {
  Scene scene;
  Peer peer(scene);
  peer.connect().subscribe("g", "/topic/greetings").send("/app/hello", R"({"name":"\"\\\u0000ü<b>","more":[1]})");
  CHECK(peer.take_one().body == R"({"content":"Hello, \"\\\u0000ü<b>!"})");
}

TEST_CASE("a greeting that can't be read is explained to its sender") {
  const std::string body = GENERATE(as<std::string>{}, "", "Ada", "{", "[]", "\"Ada\"", "{}", R"({"name":5})",
                                    R"({"Name":"Ada"})", "{\"name\":\"\xFF\"}", std::string(100'000, '['));
  Scene scene;
  Peer peer(scene), other(scene);
  other.connect().subscribe("g", "/topic/greetings");
  peer.connect().send("/app/hello", body, {{"receipt", "r"}});
  const ReceivedFrame error = peer.take_error();
  CHECK(error["error-code"] == "application_refused");
  CHECK(error["receipt-id"] == "r");
  CHECK(error.body.find(R"({"name":"Ada"})") != std::string::npos);
  CHECK(scene.logged("refused").size() == 1);
  CHECK(other.take().empty());
}

TEST_CASE("the echo answers the sender alone, at each of its subscriptions") {
  Scene scene;
  Peer peer(scene), other(scene);
  other.connect().subscribe("e", "/app/echo").subscribe("u", "/user/queue/echo");
  peer.connect()
      .subscribe("1", "/app/echo")
      .subscribe("2", "/user/queue/echo")
      .subscribe("3", "/app/echo", "client");
  peer.send("/app/echo", std::string("a\0b", 3), {{"content-type", "x/y"}, {"mine", "1"}});
  const auto messages = peer.take();
  REQUIRE(messages.size() == 3);
  for (const auto& message : messages) {
    CHECK(message.body == std::string("a\0b", 3));
    CHECK(message["content-type"] == "x/y");
    CHECK(message["mine"] == "1");
    CHECK(message["destination"] == (message["subscription"] == "2" ? "/user/queue/echo" : "/app/echo"));
    if (message["subscription"] == "3") peer.ack(message);
  }
  CHECK_FALSE(peer.closed());
  CHECK(other.take().empty());
  peer.frame("UNSUBSCRIBE", {{"id", "1"}}).frame("UNSUBSCRIBE", {{"id", "3"}}).send("/app/echo", "again");
  CHECK(peer.bodies() == Bodies{"again"});
}

TEST_CASE("an echo without subscription goes nowhere") {
  Scene scene;
  Peer peer(scene);
  peer.connect().send("/app/echo", "x", {{"receipt", "r"}});
  CHECK(peer.take_one().command == "RECEIPT");
}

TEST_CASE("an echo in a transaction comes at COMMIT") {
  Scene scene;
  Peer peer(scene);
  peer.connect().subscribe("1", "/app/echo").frame("BEGIN", {{"transaction", "t"}});
  peer.send("/app/echo", "x", {{"transaction", "t"}});
  CHECK(peer.take().empty());
  peer.frame("COMMIT", {{"transaction", "t"}});
  CHECK(peer.bodies() == Bodies{"x"});
}
