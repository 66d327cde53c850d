#include <catch2/catch.hpp>

#include "core/acknowledgement.hpp"
#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using Bodies = std::vector<std::string>;

namespace {

/// A client with three unacknowledged messages, and what it was sent.
struct Three {
  Three(std::string_view version, std::string_view mode) : peer(scene), other(scene) {
    peer.connect(version).subscribe("s", "/queue/q", mode);
    other.connect();
    for (const char* const body : {"1", "2", "3"}) other.send("/queue/q", body);
    messages = peer.take();
    REQUIRE(messages.size() == 3);
  }

  /// What nobody has acknowledged.
  Bodies left() {
    peer.vanish();
    other.subscribe("o", "/queue/q");
    return other.bodies();
  }

  Scene scene;
  Peer peer;
  Peer other;
  std::vector<ReceivedFrame> messages;
};

}  // namespace

TEST_CASE("the ack header is there in 1.2 where ACK is awaited, and nowhere else") {
  const auto [version, mode, is_there] =
      GENERATE(table<std::string, std::string, bool>({{"1.2", "client", true},
                                                      {"1.2", "client-individual", true},
                                                      {"1.2", "auto", false},
                                                      {"1.1", "client", false},
                                                      {"1.0", "client", false}}));
  Three three(version, mode);
  CHECK(three.messages[0].has("ack") == is_there);
}

TEST_CASE("ACK in client mode is cumulative, in client-individual mode not, in every version") {
  const std::string version = GENERATE("1.0", "1.1", "1.2");
  SECTION("client") {
    Three three(version, "client");
    three.peer.ack(three.messages[1]);
    CHECK(three.left() == Bodies{"3"});
  }
  SECTION("client-individual") {
    Three three(version, "client-individual");
    three.peer.ack(three.messages[1]);
    CHECK(three.left() == Bodies{"1", "3"});
  }
  SECTION("all, out of order") {
    Three three(version, "client-individual");
    for (const std::size_t i : {2U, 0U, 1U}) three.peer.ack(three.messages[i]);
    CHECK(three.left().empty());
  }
}

TEST_CASE("in auto mode a message is done with when it is sent") {
  Three three("1.2", "auto");
  CHECK(three.left().empty());
}

TEST_CASE("without ack header the mode is auto") {
  Scene scene;
  Peer peer(scene);
  peer.connect().frame("SUBSCRIBE", {{"id", "a"}, {"destination", "/queue/q"}}).send("/queue/q", "x");
  CHECK_FALSE(peer.take_one().has("ack"));
}

TEST_CASE("an ack mode that is none is an error") {
  const std::string mode = GENERATE("Auto", "", "individual");
  Scene scene;
  Peer peer(scene);
  peer.connect().subscribe("a", "/queue/q", mode);
  CHECK(peer.take_error()["error-code"] == "invalid_ack_mode");
}

TEST_CASE("ACK and NACK of what does not wait for them are errors") {
  const std::string version = GENERATE("1.1", "1.2");
  const bool accepted = GENERATE(true, false);
  const auto settle = [&](Peer& peer, const ReceivedFrame& message) {
    accepted ? peer.ack(message, {{"receipt", "r"}}) : peer.nack(message, {{"receipt", "r"}});
    const ReceivedFrame error = peer.take_error();
    CHECK(error["error-code"] == "unknown_message");
    CHECK(error["receipt-id"] == "r");
  };
  SECTION("it was acknowledged") {
    Three three(version, "client-individual");
    three.peer.ack(three.messages[0]);
    settle(three.peer, three.messages[0]);
  }
  SECTION("it was acknowledged with a later one") {
    Three three(version, "client");
    three.peer.ack(three.messages[2]);
    settle(three.peer, three.messages[0]);
  }
  SECTION("its subscription is in auto mode") {
    Three three(version, "auto");
    ReceivedFrame message = three.messages[0];
    message.headers.emplace_back("ack", message["message-id"]);
    settle(three.peer, message);
  }
  SECTION("its subscription is gone") {
    Three three(version, "client");
    three.peer.frame("UNSUBSCRIBE", {{"id", "s"}});
    settle(three.peer, three.messages[0]);
  }
  SECTION("it is another session's") {
    Three three(version, "client");
    Peer thief(three.scene);
    thief.connect(version).subscribe("s", "/queue/other", "client");
    settle(thief, three.messages[0]);
    CHECK(three.left() == Bodies{"1", "2", "3"});
  }
  SECTION("the id is none of ours") {
    const std::string id =
        GENERATE("", "x", "1", "1-", "-1", "1-0", "1-1-x", "99-1", "1-99", "99999999999999999999-1");
    Three three(version, "client");
    const HeaderList headers = {{"subscription", "s"}, {version == "1.2" ? "ack" : "message-id", id}};
    settle(three.peer, {"MESSAGE", headers, "", true});
  }
}

TEST_CASE("in 1.1 ACK names the subscription too") {
  Three three("1.1", "client");
  SECTION("none") {
    three.peer.frame("ACK", {{"message-id", three.messages[0]["message-id"]}});
    CHECK(three.peer.take_error()["error-code"] == "missing_header");
  }
  SECTION("another") {
    three.peer.frame("ACK", {{"message-id", three.messages[0]["message-id"]}, {"subscription", "t"}});
    CHECK(three.peer.take_error()["error-code"] == "unknown_message");
  }
}

TEST_CASE("in 1.2 the message-id is taken for ACK as well") {
  Three three("1.2", "client-individual");
  three.peer.frame("ACK", {{"id", three.messages[0]["message-id"]}});
  CHECK_FALSE(three.peer.closed());
  CHECK(three.left() == Bodies{"2", "3"});
}

TEST_CASE("1.0 has no NACK") {
  Three three("1.0", "client");
  three.peer.nack(three.messages[0]);
  const ReceivedFrame error = three.peer.take_error();
  CHECK(error["error-code"] == "unknown_command");
  CHECK(error.body.find("SUBSCRIBE") != std::string::npos);
}

TEST_CASE("in 1.0 a subscription may go without id: its destination stands for it") {
  Scene scene;
  Peer peer(scene);
  peer.connect("1.0").frame("SUBSCRIBE", {{"destination", "/queue/q"}, {"ack", "client"}});
  peer.send("/queue/q", "1").send("/queue/q", "2");
  const auto messages = peer.take();
  REQUIRE(messages.size() == 2);
  CHECK_FALSE(messages[0].has("subscription"));
  peer.frame("ACK", {{"message-id", messages[0]["message-id"]}});
  peer.frame("UNSUBSCRIBE", {{"destination", "/queue/q"}});
  peer.frame("SUBSCRIBE", {{"destination", "/queue/q"}});
  CHECK(peer.take_one().body == "2");
  SECTION("twice is an error") {
    peer.frame("SUBSCRIBE", {{"destination", "/queue/q"}});
    CHECK(peer.take_error()["error-code"] == "duplicate_subscription");
  }
  SECTION("UNSUBSCRIBE with neither is an error") {
    peer.frame("UNSUBSCRIBE", {});
    CHECK(peer.take_error()["error-code"] == "missing_header");
  }
}

TEST_CASE("delivery ids") {
  const auto parsed = parse_delivery_id("12-34");
  REQUIRE(parsed);
  CHECK(parsed->subscription_serial == 12);
  CHECK(parsed->delivery_number == 34);
  CHECK(parse_delivery_id("12-34-56")->delivery_number == 34);
  for (const char* const text :
       {"", "-", "12", "12-", "12--3", "12-34-", "12-34-5-6", "a-1", "1-a", "+1-1", " 1-1", "1-0"}) {
    INFO(text);
    CHECK_FALSE(parse_delivery_id(text));
  }
}
