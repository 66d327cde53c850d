#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;

TEST_CASE("every client frame gets the RECEIPT that it asks for, in order") {
  const std::string version = GENERATE("1.0", "1.1", "1.2");
  Scene scene;
  Peer peer(scene);
  peer.connect(version);
  peer.frame("SUBSCRIBE",
             {{"id", "s"}, {"destination", "/queue/q"}, {"ack", "client-individual"}, {"receipt", "1"}});
  peer.frame("BEGIN", {{"transaction", "t"}, {"receipt", "2"}});
  peer.frame("SEND", {{"destination", "/queue/q"}, {"transaction", "t"}, {"receipt", "3"}}, "one");
  peer.frame("COMMIT", {{"transaction", "t"}, {"receipt", "4"}});
  peer.frame("SEND", {{"destination", "/queue/q"}, {"receipt", "5"}}, "two");

  auto frames = peer.take();
  std::vector<std::string> seen;
  seen.reserve(frames.size());
  for (const auto& frame : frames) seen.push_back(frame.command + ' ' + frame["receipt-id"] + frame.body);
  CHECK(seen == std::vector<std::string>{"RECEIPT 1", "RECEIPT 2", "RECEIPT 3", "MESSAGE one", "RECEIPT 4",
                                         "MESSAGE two", "RECEIPT 5"});

  peer.ack(frames[3], {{"receipt", "6"}});
  CHECK(peer.take_one()["receipt-id"] == "6");
  if (version != "1.0") {
    peer.nack(frames[5], {{"receipt", "7"}});
    frames = peer.take();
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].body == "two");
    CHECK(frames[1]["receipt-id"] == "7");
  }
  peer.frame("BEGIN", {{"transaction", "u"}});
  peer.frame("ABORT", {{"transaction", "u"}, {"receipt", "8"}});
  peer.frame("UNSUBSCRIBE", {{"id", "s"}, {"receipt", "9"}});
  peer.frame("DISCONNECT", {{"receipt", "10"}});
  frames = peer.take();
  REQUIRE(frames.size() == 3);
  CHECK(frames[0]["receipt-id"] == "8");
  CHECK(frames[1]["receipt-id"] == "9");
  CHECK(frames[2]["receipt-id"] == "10");
}

TEST_CASE("CONNECT gets no RECEIPT") {
  Scene scene;
  Peer peer(scene);
  peer.frame("CONNECT", {{"accept-version", "1.2"}, {"receipt", "r"}});
  const ReceivedFrame answer = peer.take_one();
  CHECK(answer.command == "CONNECTED");
  CHECK_FALSE(answer.has("receipt-id"));
}

TEST_CASE("a receipt id is given back octet by octet, escaped as the version wants it") {
  const std::string id = "a:b\\c\nd\re ü";
  Scene scene;
  Peer peer(scene);
  peer.connect("1.2").send("/topic/a", "", {{"receipt", id}});
  CHECK(peer.take_one()["receipt-id"] == id);
}
