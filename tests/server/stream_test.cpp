#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using namespace std::literals;
using Bodies = std::vector<std::string>;

namespace {

constexpr auto conversation =
    "CONNECT\r\naccept-version:1.2\r\n\r\n\0\n"
    "SUBSCRIBE\nid:a\ndestination:/topic/a\nreceipt:1\n\n\0"
    "SEND\ndestination:/topic/a\ncontent-length:5\n\na\0b\nc\0\r\n\n"
    "SEND\ndestination:/topic/a\nx:\\c\\n\n\nplain\0"
    "DISCONNECT\nreceipt:2\n\n\0"sv;

void check_conversation(Peer& peer) {
  const auto frames = peer.take();
  REQUIRE(frames.size() == 5);
  CHECK(frames[0].command == "CONNECTED");
  CHECK(frames[1]["receipt-id"] == "1");
  CHECK(frames[2].body == "a\0b\nc"s);
  CHECK(frames[3].body == "plain");
  CHECK(frames[3]["x"] == ":\n");
  CHECK(frames[4]["receipt-id"] == "2");
  CHECK(peer.closed()->code == 1000);
}

}  // namespace

TEST_CASE("several frames in one message") {
  Scene scene;
  Peer peer(scene);
  peer.octets(conversation);
  check_conversation(peer);
}

TEST_CASE("frames over several messages, at every split") {
  const bool messages = GENERATE(true, false);
  for (std::size_t at = 0; at <= conversation.size(); ++at) {
    INFO(at);
    Scene scene;
    Peer peer(scene, messages ? Link::web_socket : Link::tcp);
    peer.octets(conversation.substr(0, at), messages).octets(conversation.substr(at), messages);
    check_conversation(peer);
  }
}

TEST_CASE("frames octet by octet") {
  Scene scene;
  Peer peer(scene, Link::tcp);
  for (std::size_t i = 0; i < conversation.size(); ++i) peer.octets(conversation.substr(i, 1), false);
  check_conversation(peer);
}

TEST_CASE("what a subscriber gets does not depend on the octets it came from") {
  Scene scene;
  Peer sender(scene), receiver(scene);
  receiver.connect().subscribe("a", "/queue/a", "client");
  receiver.stall();
  sender.connect();
  std::string stream;
  for (int i = 0; i < 100; ++i) ((stream += "SEND\ndestination:/queue/a\n\n") += std::to_string(i)) += '\0';
  for (std::size_t i = 0; i < stream.size(); i += 7) sender.octets(std::string_view(stream).substr(i, 7), false);
  const auto bodies = receiver.bodies();
  REQUIRE(bodies.size() == 100);
  for (int i = 0; i < 100; ++i) CHECK(bodies[static_cast<std::size_t>(i)] == std::to_string(i));
}
