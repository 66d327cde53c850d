#include <catch2/catch.hpp>

#include <set>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using Bodies = std::vector<std::string>;

TEST_CASE("a topic hands each message to every subscriber, the sender included") {
  Scene scene;
  Peer ada(scene), grace(scene), sender(scene);
  ada.connect().subscribe("a", "/topic/news");
  grace.connect("1.1").subscribe("g", "/topic/news");
  sender.connect("1.0").subscribe("s", "/topic/news");
  sender.send("/topic/news", "one").send("/topic/other", "none").send("/topic/news", "two");
  CHECK(ada.bodies() == Bodies{"one", "two"});
  CHECK(grace.bodies() == Bodies{"one", "two"});
  CHECK(sender.bodies() == Bodies{"one", "two"});
}

TEST_CASE("what is sent to a topic before SUBSCRIBE or after UNSUBSCRIBE does not arrive") {
  Scene scene;
  Peer ada(scene), sender(scene);
  ada.connect();
  sender.connect().send("/topic/a", "early");
  ada.subscribe("1", "/topic/a");
  sender.send("/topic/a", "in time");
  ada.frame("UNSUBSCRIBE", {{"id", "1"}});
  sender.send("/topic/a", "late");
  CHECK(ada.bodies() == Bodies{"in time"});
}

TEST_CASE("MESSAGE carries destination, message-id, subscription and the sender's headers in order") {
  Scene scene;
  Peer peer(scene);
  peer.connect().subscribe("sub 1", "/topic/a");
  peer.send("/topic/a", "{}",
            {{"b", "1"},
             {"content-type", "application/json"},
             {"a", "x:y\nz"},
             {"b", "2"},
             {"receipt", "r"},
             {"subscription", "forged"},
             {"message-id", "forged"},
             {"ack", "forged"},
             {"redelivered", "forged"}});
  const ReceivedFrame message = peer.take().at(0);
  CHECK(message.command == "MESSAGE");
  CHECK_FALSE(message["message-id"].empty());
  const HeaderList expected = {{"subscription", "sub 1"},
                               {"message-id", message["message-id"]},
                               {"destination", "/topic/a"},
                               {"b", "1"},
                               {"content-type", "application/json"},
                               {"a", "x:y\nz"},
                               {"b", "2"},
                               {"content-length", "2"}};
  CHECK(message.headers == expected);
}

TEST_CASE("content-length is there where the body is not empty, and counts octets") {
  Scene scene;
  Peer peer(scene);
  peer.connect().subscribe("a", "/topic/a");
  peer.send("/topic/a", "").send("/topic/a", "ü").send("/topic/a", std::string("a\0b", 3));
  const auto messages = peer.take();
  REQUIRE(messages.size() == 3);
  CHECK_FALSE(messages[0].has("content-length"));
  CHECK(messages[1]["content-length"] == "2");
  CHECK(messages[2]["content-length"] == "3");
  CHECK(messages[2].body == std::string("a\0b", 3));
}

TEST_CASE("message ids differ, over subscriptions and sessions") {
  Scene scene;
  Peer ada(scene), grace(scene);
  ada.connect().subscribe("1", "/topic/a").subscribe("2", "/topic/a").subscribe("3", "/topic/a", "client");
  grace.connect().subscribe("1", "/topic/a");
  grace.send("/topic/a", "x").send("/topic/a", "y");
  std::set<std::string> ids;
  std::size_t count = 0;
  for (Peer* const peer : {&ada, &grace})
    for (const auto& message : peer->take()) {
      ids.insert(message["message-id"]);
      ++count;
    }
  CHECK(count == 8);
  CHECK(ids.size() == 8);
}

TEST_CASE("a message is binary where its body is not UTF-8 or says so, else text") {
  Scene scene;
  Peer peer(scene);
  peer.connect().subscribe("a", "/topic/a");
  peer.send("/topic/a", "ü")
      .send("/topic/a", "\xFF")
      .send("/topic/a", "x", {{"content-type", "application/octet-stream"}});
  const auto messages = peer.take();
  REQUIRE(messages.size() == 3);
  CHECK(messages[0].text);
  CHECK_FALSE(messages[1].text);
  CHECK(messages[1].body == "\xFF");
  CHECK_FALSE(messages[2].text);
}

TEST_CASE(
    "headers are escaped for each subscriber's version; one that 1.0 has no way to write is left out there") {
  Scene scene;
  Peer v10(scene), v11(scene), v12(scene);
  v10.connect("1.0").subscribe("a", "/topic/a");
  v11.connect("1.1").subscribe("a", "/topic/a");
  v12.connect("1.2").subscribe("a", "/topic/a");
  v12.send("/topic/a", "x", {{"lines", "1\n2"}, {"na:me", "v"}, {"plain", "p:q\\r"}});
  CHECK(v12.take_one()["lines"] == "1\n2");
  const ReceivedFrame old = v11.take_one();
  CHECK(old["lines"] == "1\n2");
  CHECK(old["na:me"] == "v");
  const ReceivedFrame oldest = v10.take_one();
  CHECK_FALSE(oldest.has("lines"));
  CHECK_FALSE(oldest.has("na:me"));
  CHECK(oldest["plain"] == "p:q\\r");
  CHECK(oldest.body == "x");
}

TEST_CASE("one session may subscribe to a topic twice and gets each message twice") {
  Scene scene;
  Peer peer(scene);
  peer.connect().subscribe("1", "/topic/a").subscribe("2", "/topic/a").send("/topic/a", "x");
  const auto messages = peer.take();
  REQUIRE(messages.size() == 2);
  CHECK(messages[0]["subscription"] != messages[1]["subscription"]);
}

TEST_CASE("NACK of a topic's message drops it") {
  Scene scene;
  Peer ada(scene), grace(scene);
  ada.connect().subscribe("a", "/topic/a", "client-individual");
  grace.connect().subscribe("g", "/topic/a");
  grace.send("/topic/a", "x");
  CHECK(grace.bodies() == Bodies{"x"});
  ada.nack(ada.take_one());
  CHECK(ada.take().empty());
  CHECK(grace.take().empty());
  CHECK_FALSE(ada.closed());
}

TEST_CASE("a topic's subscriber that never acknowledges goes on getting messages, and may acknowledge late") {
  Settings settings;
  settings.limits.max_unacknowledged = 10;
  Scene scene(settings);
  Peer peer(scene);
  peer.connect().subscribe("a", "/topic/a", "client-individual");
  for (int i = 0; i < 100; ++i) peer.send("/topic/a", std::to_string(i));
  const auto messages = peer.take();
  REQUIRE(messages.size() == 100);
  peer.ack(messages[0]).ack(messages[99]);
  CHECK_FALSE(peer.closed());
  peer.ack(messages[99]);
  CHECK(peer.take_error()["error-code"] == "unknown_message");
}

TEST_CASE("subscribers that vanish leave the topic, and an unused topic is forgotten") {
  Scene scene;
  std::vector<Peer> peers;
  for (int i = 0; i < 5; ++i) peers.emplace_back(scene).connect().subscribe("a", "/topic/a");
  CHECK(scene.broker.statistics().destinations == 1);
  peers[0].vanish();
  peers[3].vanish();
  peers[1].send("/topic/a", "x");
  for (const int i : {1, 2, 4}) CHECK(peers[static_cast<std::size_t>(i)].bodies() == Bodies{"x"});
  CHECK(peers[0].take().empty());
  for (const std::size_t i : {1U, 2U, 4U}) peers[i].frame("UNSUBSCRIBE", {{"id", "a"}});
  CHECK(scene.broker.statistics().destinations == 0);
}
