#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using Bodies = std::vector<std::string>;

namespace {

void send_numbers(Peer& sender, std::string_view destination, int first, int last) {
  for (int i = first; i <= last; ++i) sender.send(destination, std::to_string(i));
}

}  // namespace

TEST_CASE("a queue hands each message to one subscriber, in turn") {
  Scene scene;
  Peer first(scene), second(scene), third(scene), sender(scene);
  first.connect().subscribe("a", "/queue/q");
  second.connect().subscribe("a", "/queue/q");
  third.connect().subscribe("a", "/queue/q");
  send_numbers(sender.connect(), "/queue/q", 1, 7);
  CHECK(first.bodies() == Bodies{"1", "4", "7"});
  CHECK(second.bodies() == Bodies{"2", "5"});
  CHECK(third.bodies() == Bodies{"3", "6"});
}

TEST_CASE("the turn goes on fairly when a subscriber leaves") {
  Scene scene;
  Peer first(scene), second(scene), third(scene), sender(scene);
  for (Peer* const peer : {&first, &second, &third}) peer->connect().subscribe("a", "/queue/q");
  send_numbers(sender.connect(), "/queue/q", 1, 2);
  first.vanish();
  send_numbers(sender, "/queue/q", 3, 6);
  CHECK(second.bodies() == Bodies{"2", "4", "6"});
  CHECK(third.bodies() == Bodies{"3", "5"});
}

TEST_CASE("messages wait for a subscriber, in order") {
  Scene scene;
  Peer sender(scene), receiver(scene);
  send_numbers(sender.connect(), "/queue/q", 1, 5);
  CHECK(scene.broker.statistics().destinations == 1);
  receiver.connect().subscribe("a", "/queue/q");
  CHECK(receiver.bodies() == Bodies{"1", "2", "3", "4", "5"});
  CHECK(scene.broker.statistics().stored_bytes == 0);
  receiver.frame("UNSUBSCRIBE", {{"id", "a"}});
  CHECK(scene.broker.statistics().destinations == 0);
}

TEST_CASE("what was not acknowledged goes back in order, ahead of what waits") {
  const std::string how = GENERATE("vanish", "unsubscribe", "disconnect", "error");
  Scene scene;
  Peer sender(scene), first(scene), second(scene);
  first.connect().subscribe("a", "/queue/q", "client-individual");
  send_numbers(sender.connect(), "/queue/q", 1, 4);
  auto messages = first.take();
  REQUIRE(messages.size() == 4);
  first.ack(messages[1]);
  if (how == "vanish") first.vanish();
  if (how == "unsubscribe") first.frame("UNSUBSCRIBE", {{"id", "a"}});
  if (how == "disconnect") first.frame("DISCONNECT", {});
  if (how == "error") first.octets("no command\n\n");
  send_numbers(sender, "/queue/q", 5, 6);
  second.connect().subscribe("a", "/queue/q");
  messages = second.take();
  REQUIRE(messages.size() == 5);
  Bodies bodies;
  for (const auto& message : messages) bodies.push_back(message.body);
  CHECK(bodies == Bodies{"1", "3", "4", "5", "6"});
  for (std::size_t i = 0; i < 5; ++i) CHECK(messages[i]["redelivered"] == (i < 3 ? "true" : ""));
}

TEST_CASE("what several subscriptions of a lost session held comes back in the original order") {
  Scene scene;
  Peer sender(scene), lost(scene), other(scene);
  lost.connect();
  for (const char* const id : {"a", "b", "c"}) lost.subscribe(id, "/queue/q", "client");
  send_numbers(sender.connect(), "/queue/q", 1, 9);
  REQUIRE(lost.take().size() == 9);
  other.connect().subscribe("x", "/queue/q");
  lost.vanish();
  CHECK(other.bodies() == Bodies{"1", "2", "3", "4", "5", "6", "7", "8", "9"});
}

TEST_CASE("NACK sends a message to another subscriber where there is one") {
  Scene scene;
  Peer sender(scene), first(scene), second(scene);
  first.connect().subscribe("a", "/queue/q", "client-individual");
  second.connect().subscribe("a", "/queue/q", "client-individual");
  sender.connect().send("/queue/q", "x");
  const ReceivedFrame message = first.take_one();
  CHECK_FALSE(message.has("redelivered"));
  first.nack(message);
  CHECK(first.take().empty());
  const ReceivedFrame again = second.take_one();
  CHECK(again.body == "x");
  CHECK(again["redelivered"] == "true");
  second.nack(again);
  CHECK(second.take().empty());
  CHECK(first.take_one().body == "x");
}

TEST_CASE("NACK sends a message back to its only subscriber") {
  Scene scene;
  Peer sender(scene), only(scene);
  only.connect().subscribe("a", "/queue/q", "client-individual");
  send_numbers(sender.connect(), "/queue/q", 1, 2);
  const auto messages = only.take();
  only.nack(messages.at(0));
  const ReceivedFrame again = only.take_one();
  CHECK(again.body == "1");
  CHECK(again["redelivered"] == "true");
  CHECK(again["ack"] != messages[0]["ack"]);
}

TEST_CASE("NACK in client mode returns all messages up to it, in order") {
  Scene scene;
  Peer sender(scene), first(scene), second(scene);
  first.connect().subscribe("a", "/queue/q", "client");
  send_numbers(sender.connect(), "/queue/q", 1, 4);
  const auto messages = first.take();
  second.connect().subscribe("a", "/queue/q", "client");
  first.nack(messages.at(2));
  CHECK(second.bodies() == Bodies{"1", "2", "3"});
  CHECK(first.take().empty());
}

TEST_CASE("a refused message that waits for another subscriber does not hold up those behind it") {
  Settings settings;
  settings.limits.max_unacknowledged = 1;
  Scene scene(settings);
  Peer sender(scene), first(scene), busy(scene);
  first.connect().subscribe("a", "/queue/q", "client-individual");
  busy.connect().subscribe("a", "/queue/q", "client-individual");
  send_numbers(sender.connect(), "/queue/q", 1, 3);
  const ReceivedFrame one = first.take_one();
  const ReceivedFrame two = busy.take_one();
  first.nack(one);
  CHECK(first.bodies() == Bodies{"3"});
  busy.ack(two);
  CHECK(busy.bodies() == Bodies{"1"});
}

TEST_CASE("a message refused max_deliveries times goes to the dead letter queue") {
  Settings settings;
  settings.limits.max_deliveries = 3;
  Scene scene(settings);
  Peer sender(scene), picky(scene), reader(scene);
  picky.connect().subscribe("a", "/queue/q", "client-individual");
  sender.connect().send("/queue/q", "x", {{"content-type", "text/x"}});
  for (int i = 0; i < 3; ++i) picky.nack(picky.take_one());
  CHECK(picky.take().empty());
  CHECK(scene.logged("dead_letter").size() == 1);
  CHECK(scene.broker.statistics().dead_lettered == 1);
  reader.connect().subscribe("d", "/queue/dead-letter");
  const ReceivedFrame dead = reader.take_one();
  CHECK(dead.body == "x");
  CHECK(dead["destination"] == "/queue/dead-letter");
  CHECK(dead["original-destination"] == "/queue/q");
  CHECK(dead["content-type"] == "text/x");
}

TEST_CASE("a message that has no dead letter queue to go to is logged and counted") {
  Settings settings;
  settings.limits.max_deliveries = 1;
  std::string queue = "/queue/q";
  SECTION("none is set") { settings.dead_letter_queue = ""; }
  SECTION("it is refused there") { queue = settings.dead_letter_queue; }
  SECTION("that queue is full") { settings.limits.max_queue_messages = 1; }
  Scene scene(settings);
  Peer peer(scene);
  peer.connect();
  if (settings.limits.max_queue_messages == 1) peer.send(settings.dead_letter_queue, "fills it");
  peer.subscribe("a", queue, "client").send(queue, "x");
  peer.nack(peer.take_one());
  CHECK(scene.logged("message_dropped") ==
        std::vector<std::string>{"destination=" + queue + " message=" +
                                 (settings.limits.max_queue_messages == 1 ? "2" : "1") + " refusals=1 "});
  CHECK(scene.broker.statistics().dropped == 1);
  CHECK_FALSE(peer.closed());
}

TEST_CASE("a full queue refuses the sender's message with ERROR, and keeps what it has") {
  Settings settings;
  SECTION("messages") { settings.limits.max_queue_messages = 3; }
  SECTION("octets") { settings.limits.max_queue_bytes = 3 * (sizeof(Message) + 8 + 1000 + 1); }
  SECTION("octets of all queues") { settings.limits.max_stored_bytes = 3 * (sizeof(Message) + 8 + 1000 + 1); }
  Scene scene(settings);
  Peer sender(scene), receiver(scene);
  const std::string body(1000, 'x');
  sender.connect();
  for (int i = 0; i < 3; ++i) sender.send("/queue/q", body);
  CHECK_FALSE(sender.closed());
  sender.send("/queue/q", body, {{"receipt", "r4"}});
  const ReceivedFrame error = sender.take_error();
  CHECK(error["error-code"] == "queue_full");
  CHECK(error["receipt-id"] == "r4");
  CHECK(sender.closed()->code == 1008);
  receiver.connect().subscribe("a", "/queue/q");
  CHECK(receiver.bodies().size() == 3);
}

TEST_CASE("messages that are delivered but not acknowledged count as the queue's") {
  Settings settings;
  settings.limits.max_queue_messages = 2;
  Scene scene(settings);
  Peer sender(scene), receiver(scene);
  receiver.connect().subscribe("a", "/queue/q", "client-individual");
  send_numbers(sender.connect(), "/queue/q", 1, 2);
  const auto messages = receiver.take();
  receiver.ack(messages.at(0));
  send_numbers(sender, "/queue/q", 3, 3);
  CHECK_FALSE(sender.closed());
  send_numbers(sender, "/queue/q", 4, 4);
  CHECK(sender.take_error()["error-code"] == "queue_full");
}

TEST_CASE("beyond max_unacknowledged a subscription gets nothing until it acknowledges") {
  Settings settings;
  settings.limits.max_unacknowledged = 3;
  Scene scene(settings);
  Peer sender(scene), receiver(scene);
  receiver.connect().subscribe("a", "/queue/q", "client");
  send_numbers(sender.connect(), "/queue/q", 1, 7);
  auto messages = receiver.take();
  REQUIRE(messages.size() == 3);
  receiver.ack(messages[1]);
  messages = receiver.take();
  REQUIRE(messages.size() == 2);
  CHECK(messages[1].body == "5");
  receiver.ack(messages[1]);
  CHECK(receiver.bodies() == Bodies{"6", "7"});
}

TEST_CASE("a queue holds back from a client that does not read, and no message is lost") {
  Settings settings;
  settings.limits.max_send_buffer_bytes = 10'000;
  Scene scene(settings);
  Peer sender(scene), slow(scene);
  slow.connect().subscribe("a", "/queue/q");
  slow.stall();
  sender.connect();
  for (int i = 0; i < 100; ++i) sender.send("/queue/q", std::string(1000, 'x'));
  CHECK_FALSE(slow.closed());
  CHECK(slow.bodies().size() < 10);
  slow.resume();
  CHECK(slow.bodies().size() > 90);
  CHECK(scene.broker.statistics().stored_bytes == 0);
}
