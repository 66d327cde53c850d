#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;

TEST_CASE("a shutdown tells every session and closes it with 1001") {
  Scene scene;
  Peer connected(scene), connecting(scene), gone(scene);
  connected.connect();
  gone.connect().vanish();
  scene.broker.handle_shutdown(scene.now);
  scene.drain();
  for (Peer* const peer : {&connected, &connecting}) {
    CHECK(peer->take_error()["message"] == "server is shutting down");
    CHECK(peer->closed()->code == 1001);
  }
  CHECK_FALSE(gone.closed());
  CHECK(scene.broker.sessions() == 0);
  CHECK_FALSE(scene.broker.poll_timeout());

  Peer late(scene);
  CHECK(late.closed()->code == 1001);
}

TEST_CASE("at a shutdown nothing is delivered anew") {
  Scene scene;
  Peer first(scene), second(scene), sender(scene);
  first.connect().subscribe("a", "/queue/q", "client");
  second.connect().subscribe("a", "/queue/q", "client");
  sender.connect().send("/queue/q", "1").send("/queue/q", "2");
  first.take_one();
  second.take_one();
  scene.broker.handle_shutdown(scene.now);
  scene.drain();
  CHECK(first.take_one().command == "ERROR");
  CHECK(second.take_one().command == "ERROR");
}
