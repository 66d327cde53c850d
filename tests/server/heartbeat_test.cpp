#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;

namespace {

Settings beats(std::uint32_t outgoing, std::uint32_t incoming, double tolerance = 2) {
  Settings settings;
  settings.heart_beat = {outgoing, incoming};
  settings.heart_beat_tolerance = tolerance;
  return settings;
}

}  // namespace

TEST_CASE("EOLs are sent as often as was agreed while nothing else is") {
  Scene scene(beats(1000, 0));
  Peer peer(scene);
  peer.connect("1.2", {{"heart-beat", "0,3000"}});
  scene.pass(30'000);
  const std::size_t count = peer.take_heartbeats();
  CHECK(count >= 10);
  CHECK(count <= 12);
  CHECK_FALSE(peer.closed());
}

TEST_CASE("no silence is longer than agreed, and frames count as beats") {
  Scene scene(beats(1000, 0));
  Peer peer(scene), sender(scene);
  peer.connect("1.2", {{"heart-beat", "0,1000"}}).subscribe("a", "/topic/a");
  sender.connect();
  for (int i = 0; i < 20; ++i) {
    scene.pass(800);
    CHECK(peer.take_raw().empty());
    sender.send("/topic/a", "x");
    REQUIRE(peer.take_one().body == "x");
  }
  scene.pass(1000);
  CHECK(peer.take_heartbeats() == 1);
}

TEST_CASE("a heartbeat is one EOL in a text message") {
  Scene scene(beats(1000, 0));
  Peer peer(scene);
  peer.connect("1.2", {{"heart-beat", "0,1000"}});
  scene.pass(1000);
  const auto raw = peer.take_raw();
  REQUIRE(raw.size() == 1);
  CHECK(octets_of(raw[0]) == "\n");
  CHECK(raw[0].text);
}

TEST_CASE("a client that is silent beyond the tolerance is lost") {
  Scene scene(beats(0, 1000, 3));
  Peer peer(scene);
  peer.connect("1.2", {{"heart-beat", "2000,0"}});
  scene.pass(5000);
  peer.octets("\n");
  scene.pass(5999);
  CHECK_FALSE(peer.closed());
  scene.pass(1);
  CHECK(peer.take_error()["error-code"] == "heartbeat_lost");
  CHECK(peer.closed()->code == 1002);
  CHECK(scene.broker.sessions() == 0);
}

TEST_CASE("every octet of the client counts, also within a frame") {
  Scene scene(beats(0, 1000, 1));
  Peer peer(scene);
  peer.connect("1.2", {{"heart-beat", "1000,0"}}).octets("SEND\ndestination:/topic/a\n\n", false);
  for (int i = 0; i < 50; ++i) {
    scene.pass(999);
    peer.octets("x", false);
  }
  CHECK_FALSE(peer.closed());
  scene.pass(1000);
  CHECK(peer.closed());
}

TEST_CASE("without heartbeats nothing is sent and nobody is lost") {
  const auto [version, headers, server] = GENERATE(table<std::string, HeaderList, Settings>({
      {"1.2", {}, beats(1000, 1000)},
      {"1.2", {{"heart-beat", "0,0"}}, beats(1000, 1000)},
      {"1.2", {{"heart-beat", "1000,1000"}}, beats(0, 0)},
      {"1.0", {{"heart-beat", "1000,1000"}}, beats(1000, 1000)},
  }));
  Scene scene(server);
  Peer peer(scene);
  peer.connect(version, headers);
  scene.pass(100'000);
  CHECK(peer.take_raw().empty());
  CHECK_FALSE(peer.closed());
  CHECK_FALSE(scene.broker.poll_timeout());
}

TEST_CASE("what a lost client had goes back") {
  Scene scene(beats(0, 1000));
  Peer peer(scene), other(scene);
  peer.connect("1.2", {{"heart-beat", "1000,0"}}).subscribe("a", "/queue/q", "client");
  other.connect().send("/queue/q", "x");
  REQUIRE(peer.take_one().body == "x");
  scene.pass(2000);
  CHECK(peer.closed());
  other.subscribe("a", "/queue/q");
  CHECK(other.take_one().body == "x");
}

TEST_CASE("thousands of clients keep their own time") {
  Scene scene(beats(1000, 1000));
  std::vector<Peer> peers;
  for (int i = 0; i < 2000; ++i) {
    peers.emplace_back(scene).connect("1.2", {{"heart-beat", std::to_string(1000 + i) + ",0"}});
    scene.now += 1;
  }
  scene.pass(100'000);
  for (const Peer& peer : peers) CHECK(peer.closed());
  CHECK(scene.broker.sessions() == 0);
  CHECK_FALSE(scene.broker.poll_timeout());
}
