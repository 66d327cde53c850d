#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using Bodies = std::vector<std::string>;

namespace {

const HeaderList in_t = {{"transaction", "t"}};

struct Pair {
  Pair() : peer(scene), other(scene) {
    peer.connect().frame("BEGIN", in_t);
    other.connect();
  }
  Pair(Settings settings) : scene(std::move(settings)), peer(scene), other(scene) {
    peer.connect().frame("BEGIN", in_t);
    other.connect();
  }

  Scene scene;
  Peer peer;
  Peer other;
};

}  // namespace

TEST_CASE("what is sent in a transaction arrives at COMMIT, in order") {
  Pair pair;
  pair.other.subscribe("a", "/topic/a").subscribe("q", "/queue/q");
  pair.peer.send("/topic/a", "1", in_t)
      .send("/queue/q", "2", in_t)
      .send("/topic/a", "now")
      .send("/topic/a", "3", in_t);
  CHECK(pair.other.bodies() == Bodies{"now"});
  pair.peer.frame("COMMIT", in_t);
  const auto messages = pair.other.take();
  REQUIRE(messages.size() == 3);
  CHECK(messages[0].body == "1");
  CHECK(messages[1].body == "2");
  CHECK(messages[2].body == "3");
  CHECK_FALSE(messages[0].has("transaction"));
}

TEST_CASE("what is sent in a transaction that is aborted, or whose connection is lost, never arrives") {
  const std::string how = GENERATE("abort", "vanish", "disconnect", "error");
  Pair pair;
  pair.other.subscribe("a", "/topic/a").subscribe("q", "/queue/q");
  pair.peer.send("/topic/a", "1", in_t).send("/queue/q", "2", in_t);
  if (how == "abort") pair.peer.frame("ABORT", in_t);
  if (how == "vanish") pair.peer.vanish();
  if (how == "disconnect") pair.peer.frame("DISCONNECT", {});
  if (how == "error") pair.peer.frame("SEND", {{"destination", "/nowhere"}});
  CHECK(pair.other.take().empty());
}

TEST_CASE("ACK in a transaction counts at COMMIT") {
  Pair pair;
  pair.peer.subscribe("s", "/queue/q", "client-individual");
  for (const char* const body : {"1", "2", "3"}) pair.other.send("/queue/q", body);
  const auto messages = pair.peer.take();
  pair.peer.ack(messages.at(0), in_t).ack(messages.at(2), in_t);
  SECTION("committed") {
    pair.peer.frame("COMMIT", in_t).vanish();
    pair.other.subscribe("o", "/queue/q");
    CHECK(pair.other.bodies() == Bodies{"2"});
  }
  SECTION("aborted: they wait for ACK as before") {
    pair.peer.frame("ABORT", in_t).ack(messages[0]);
    CHECK_FALSE(pair.peer.closed());
    pair.peer.vanish();
    pair.other.subscribe("o", "/queue/q");
    CHECK(pair.other.bodies() == Bodies{"2", "3"});
  }
  SECTION("lost: they go back") {
    pair.peer.vanish();
    pair.other.subscribe("o", "/queue/q");
    CHECK(pair.other.bodies() == Bodies{"1", "2", "3"});
  }
}

TEST_CASE("NACK in a transaction counts at COMMIT") {
  Pair pair;
  pair.peer.subscribe("s", "/queue/q", "client");
  pair.other.send("/queue/q", "1").send("/queue/q", "2");
  const auto messages = pair.peer.take();
  pair.other.subscribe("o", "/queue/q");
  pair.peer.nack(messages.at(1), in_t);
  CHECK(pair.other.take().empty());
  pair.peer.frame("COMMIT", in_t);
  CHECK(pair.other.bodies() == Bodies{"1", "2"});
}

TEST_CASE("acknowledging twice within a transaction is harmless, and later ones cover earlier ones") {
  Pair pair;
  pair.peer.subscribe("s", "/queue/q", "client");
  pair.other.send("/queue/q", "1").send("/queue/q", "2");
  const auto messages = pair.peer.take();
  pair.peer.ack(messages.at(1), in_t).ack(messages.at(0), in_t).ack(messages.at(1), in_t).frame("COMMIT", in_t);
  CHECK_FALSE(pair.peer.closed());
  CHECK(pair.scene.broker.statistics().stored_bytes == 0);
}

TEST_CASE("a transaction is committed as a whole or not at all") {
  Settings settings;
  settings.limits.max_queue_messages = 2;
  Pair pair(settings);
  pair.other.subscribe("a", "/topic/a");
  SECTION("a queue would be full") {
    pair.peer.send("/topic/a", "never", in_t);
    for (int i = 0; i < 3; ++i) pair.peer.send("/queue/q", "x", in_t);
    pair.peer.frame("COMMIT", {{"transaction", "t"}, {"receipt", "c"}});
    const ReceivedFrame error = pair.peer.take_error();
    CHECK(error["error-code"] == "queue_full");
    CHECK(error["receipt-id"] == "c");
  }
  SECTION("a message it acknowledges was acknowledged meanwhile") {
    pair.peer.subscribe("s", "/queue/q", "client").send("/queue/q", "x");
    const ReceivedFrame message = pair.peer.take_one();
    pair.peer.send("/topic/a", "never", in_t).ack(message, in_t).ack(message).frame("COMMIT", in_t);
    CHECK(pair.peer.take_error()["error-code"] == "transaction_failed");
  }
  CHECK(pair.other.take().empty());
  CHECK(pair.scene.broker.statistics().stored_bytes == 0);
}

TEST_CASE("transactions that are not open, or open already, are errors") {
  Pair pair;
  SECTION("BEGIN twice") {
    pair.peer.frame("BEGIN", {{"transaction", "t"}, {"receipt", "b"}});
    const ReceivedFrame error = pair.peer.take_error();
    CHECK(error["error-code"] == "duplicate_transaction");
    CHECK(error["receipt-id"] == "b");
  }
  SECTION("unknown") {
    const std::string command = GENERATE("COMMIT", "ABORT");
    pair.peer.frame(command, {{"transaction", "u"}});
    CHECK(pair.peer.take_error()["error-code"] == "unknown_transaction");
  }
  SECTION("SEND in an unknown one") {
    const std::string destination = GENERATE("/topic/a", "/queue/q", "/app/echo");
    pair.peer.send(destination, "x", {{"transaction", "u"}});
    CHECK(pair.peer.take_error()["error-code"] == "unknown_transaction");
  }
  SECTION("another session's") {
    pair.other.frame("COMMIT", in_t);
    CHECK(pair.other.take_error()["error-code"] == "unknown_transaction");
  }
  SECTION("committed before") {
    pair.peer.frame("COMMIT", in_t);
    CHECK_FALSE(pair.peer.closed());
    pair.peer.frame("COMMIT", in_t);
    CHECK(pair.peer.take_error()["error-code"] == "unknown_transaction");
  }
}

TEST_CASE("a name may be used again after COMMIT and ABORT, and several transactions run side by side") {
  Pair pair;
  pair.other.subscribe("a", "/topic/a");
  pair.peer.frame("BEGIN", {{"transaction", "u"}})
      .send("/topic/a", "u", {{"transaction", "u"}})
      .send("/topic/a", "t", in_t);
  pair.peer.frame("COMMIT", in_t)
      .frame("BEGIN", in_t)
      .frame("ABORT", in_t)
      .frame("COMMIT", {{"transaction", "u"}});
  CHECK(pair.other.bodies() == Bodies{"t", "u"});
}

TEST_CASE("what a SEND in a transaction has wrong is told at once") {
  Pair pair;
  pair.peer.send("/app/hello", "no JSON", in_t);
  CHECK(pair.peer.take_error()["error-code"] == "application_refused");
}

TEST_CASE("transactions have limits") {
  Settings settings;
  settings.limits.max_transactions_per_session = 2;
  settings.limits.max_transaction_bytes = 5000;
  Pair pair(settings);
  SECTION("their number") {
    pair.peer.frame("BEGIN", {{"transaction", "u"}});
    CHECK_FALSE(pair.peer.closed());
    pair.peer.frame("BEGIN", {{"transaction", "v"}});
    CHECK(pair.peer.take_error()["error-code"] == "too_many_transactions");
  }
  SECTION("their octets") {
    pair.peer.send("/topic/a", std::string(4000, 'x'), in_t);
    CHECK_FALSE(pair.peer.closed());
    pair.peer.send("/topic/a", std::string(1000, 'x'), in_t);
    CHECK(pair.peer.take_error()["error-code"] == "transaction_too_large");
  }
  SECTION("empty messages and acknowledgements count too") {
    for (int i = 0; i < 100 && !pair.peer.closed(); ++i) pair.peer.send("/topic/a", "", in_t);
    CHECK(pair.peer.take_error()["error-code"] == "transaction_too_large");
  }
}
