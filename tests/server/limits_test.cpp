#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;

TEST_CASE("a slow consumer is cut off at max_send_buffer_bytes; others get everything") {
  Settings settings;
  settings.limits.max_send_buffer_bytes = 100'000;
  Scene scene(settings);
  Peer slow(scene), fast(scene), sender(scene);
  slow.connect().subscribe("a", "/topic/a");
  fast.connect().subscribe("a", "/topic/a");
  sender.connect();
  slow.stall();
  for (int i = 0; i < 200; ++i) sender.send("/topic/a", std::string(1000, 'x'));
  CHECK(fast.bodies().size() == 200);
  REQUIRE(slow.closed());
  CHECK(slow.closed()->code == 1008);
  CHECK(slow.closed()->discard_waiting);
  CHECK(slow.closed()->reason.find("max_send_buffer_bytes") != std::string::npos);
  std::size_t waiting = 0;
  for (const Transmit& transmit : slow.take_raw()) waiting += transmit.size();
  CHECK(waiting > 100'000);
  CHECK(waiting < 102'000);
  CHECK(scene.broker.statistics().cut_off == 1);
  CHECK(scene.logged("slow_consumer").size() == 1);
  CHECK(scene.broker.sessions() == 2);
}

TEST_CASE("a frame larger than max_send_buffer_bytes reaches who has nothing waiting") {
  Settings settings;
  settings.limits.max_send_buffer_bytes = 100'000;
  Scene scene(settings);
  Peer peer(scene);
  const std::string body(5'000'000, 'x');
  peer.connect().subscribe("a", "/topic/a").send("/topic/a", body).send("/topic/a", body);
  CHECK(peer.bodies() == std::vector<std::string>{body, body});
}

TEST_CASE("what a cut off consumer had not acknowledged goes to others") {
  Settings settings;
  settings.limits.max_send_buffer_bytes = 10'000;
  Scene scene(settings);
  Peer slow(scene), other(scene);
  slow.connect().subscribe("q", "/queue/q", "client").subscribe("t", "/topic/t");
  other.connect().send("/queue/q", "precious");
  slow.stall();
  for (int i = 0; i < 20; ++i) other.send("/topic/t", std::string(1000, 'x'));
  CHECK(slow.closed());
  other.subscribe("q", "/queue/q");
  CHECK(other.take_one().body == "precious");
}

TEST_CASE("many topics that fall on one slow consumer at a time") {
  Settings settings;
  settings.limits.max_send_buffer_bytes = 1024;
  Scene scene(settings);
  Peer slow(scene), sender(scene);
  slow.connect();
  for (int i = 0; i < 100; ++i) slow.subscribe(std::to_string(i), "/topic/same");
  slow.stall();
  sender.connect().send("/topic/same", std::string(500, 'x'));
  CHECK(slow.closed());
  sender.send("/topic/same", "x");
  CHECK_FALSE(sender.closed());
  CHECK(scene.broker.statistics().destinations == 0);
}

TEST_CASE("10,000 subscriptions in one session work, one more is refused") {
  Scene scene;
  Peer peer(scene);
  peer.connect();
  for (int i = 0; i < 10'000; ++i)
    peer.subscribe("sub-" + std::to_string(i), "/topic/" + std::to_string(i), "client");
  REQUIRE_FALSE(peer.closed());
  for (const int i : {0, 4711, 9999}) {
    peer.send("/topic/" + std::to_string(i), "x");
    const ReceivedFrame message = peer.take_one();
    CHECK(message["subscription"] == "sub-" + std::to_string(i));
    peer.ack(message);
  }
  peer.frame("UNSUBSCRIBE", {{"id", "sub-17"}}).subscribe("again", "/topic/17");
  CHECK_FALSE(peer.closed());
  peer.subscribe("beyond", "/topic/x");
  CHECK(peer.take_error()["error-code"] == "too_many_subscriptions");
  CHECK(scene.broker.statistics().destinations == 0);
}

TEST_CASE("max_destinations holds for topics and queues, subscribed to and sent to") {
  Settings settings;
  settings.limits.max_destinations = 2;
  Scene scene(settings);
  Peer peer(scene), other(scene);
  peer.connect().subscribe("1", "/topic/a");
  other.connect()
      .send("/queue/b", "x")
      .send("/queue/b", "y")
      .send("/topic/without-subscribers", "z")
      .subscribe("1", "/topic/a");
  CHECK_FALSE(other.closed());
  SECTION("SUBSCRIBE") { other.subscribe("2", "/topic/c"); }
  SECTION("SEND") { other.send("/queue/c", "x"); }
  SECTION("COMMIT") {
    other.frame("BEGIN", {{"transaction", "t"}})
        .send("/queue/c", "x", {{"transaction", "t"}})
        .frame("COMMIT", {{"transaction", "t"}});
  }
  CHECK(other.take_error()["error-code"] == "too_many_destinations");
  peer.frame("UNSUBSCRIBE", {{"id", "1"}}).subscribe("2", "/topic/c");
  CHECK_FALSE(peer.closed());
}

TEST_CASE("frames beyond the limits are refused with the limit's name and 1009") {
  Settings settings;
  settings.limits.frame.max_body_bytes = 1000;
  settings.limits.frame.max_frame_bytes = 2000;
  Scene scene(settings);
  Peer peer(scene);
  peer.connect().subscribe("a", "/topic/a").send("/topic/a", std::string(1000, 'x'));
  CHECK(peer.take_one().body.size() == 1000);
  SECTION("body") {
    peer.send("/topic/a", std::string(1001, 'x'));
    CHECK(peer.take_error()["error-code"] == "body_too_large");
  }
  SECTION("frame") {
    peer.octets("SEND\ndestination:/topic/a\nx:" + std::string(2000, 'x'), false);
    CHECK(peer.take_error()["error-code"] == "frame_too_large");
  }
  CHECK(peer.closed()->code == 1009);
}
