#include <catch2/catch.hpp>

#include <string>
#include <utility>

#include <hoofbeat/sockjs/client_output_queue.hpp>

#include "allocations.hpp"

using namespace hoofbeat;
using namespace hoofbeat::sockjs;

namespace {

template <class Kind>
Kind polled(ClientOutputQueue& queue) {
  const auto output = queue.poll();
  REQUIRE(output);
  REQUIRE(std::holds_alternative<Kind>(*output));
  return std::get<Kind>(*output);
}

MessageList list_of(std::initializer_list<std::string_view> messages) {
  MessageList list;
  for (const auto message : messages) {
    list.text() += message;
    list.end_message();
  }
  return list;
}

void drain(ClientOutputQueue& queue) {
  while (queue.poll()) {
  }
}

}  // namespace

TEST_CASE("ClientOutputQueue: in order, then none", "[sockjs][outputs]") {
  ClientOutputQueue queue;
  CHECK(queue.empty());
  CHECK_FALSE(queue.poll());
  queue.push(Opened{Transport::eventsource});
  queue.push(EndExchange{3, 1000});
  CHECK(polled<Opened>(queue).transport == Transport::eventsource);
  CHECK_FALSE(queue.empty());
  CHECK(polled<EndExchange>(queue).exchange == 3);
  CHECK(queue.empty());
  CHECK_FALSE(queue.poll());
}

TEST_CASE("ClientOutputQueue: texts stand where they were written, however the pool grows", "[sockjs][outputs]") {
  ClientOutputQueue queue;
  queue.push_open(1, ExchangeKind::send, "http://host/a", "[\"body\"]");
  queue.push_text(2, "[\"text\"]");
  queue.push_closed({3000, "reason", true, std::nullopt});
  queue.push_text(2, std::string(10'000, 'x'));
  queue.push_open(4, ExchangeKind::poll, "http://host/b", "");
  const auto open = polled<OpenExchange>(queue);
  CHECK(open.exchange == 1);
  CHECK(open.url == "http://host/a");
  CHECK(open.body == "[\"body\"]");
  CHECK(polled<SendText>(queue).text == "[\"text\"]");
  const auto closed = polled<Closed>(queue);
  CHECK(closed.reason == "reason");
  CHECK(closed.code == 3000);
  CHECK(polled<SendText>(queue).text == std::string(10'000, 'x'));
  const auto poll = polled<OpenExchange>(queue);
  CHECK(poll.url == "http://host/b");
  CHECK(poll.body.empty());
}

TEST_CASE("ClientOutputQueue: what is given is copied", "[sockjs][outputs]") {
  ClientOutputQueue queue;
  {
    std::string text = "given";
    queue.push_text(1, text);
    queue.push_closed({1000, text, true, std::nullopt});
    text = "other";
  }
  CHECK(polled<SendText>(queue).text == "given");
  CHECK(polled<Closed>(queue).reason == "given");
}

TEST_CASE("ClientOutputQueue: messages of several lists", "[sockjs][outputs]") {
  ClientOutputQueue queue;
  queue.push_messages(list_of({"a", "", "c"}));
  queue.push_messages({});
  queue.push_messages(list_of({std::string(1000, 'd')}));
  for (const std::string& expected : {std::string("a"), std::string(), std::string("c"), std::string(1000, 'd')})
    CHECK(polled<MessageReceived>(queue).text == expected);
  CHECK(queue.empty());
}

TEST_CASE("ClientOutputQueue: what is pushed between polls joins at the end", "[sockjs][outputs]") {
  ClientOutputQueue queue;
  queue.push_text(1, "one");
  queue.push_text(1, "two");
  CHECK(polled<SendText>(queue).text == "one");
  queue.push_messages(list_of({"three"}));
  queue.push_text(1, std::string(5000, 'y'));
  CHECK(polled<SendText>(queue).text == "two");
  CHECK(polled<MessageReceived>(queue).text == "three");
  CHECK(polled<SendText>(queue).text == std::string(5000, 'y'));
  CHECK_FALSE(queue.poll());
}

TEST_CASE("ClientOutputQueue: one large batch's memory is given back", "[sockjs][outputs][cost]") {
  ClientOutputQueue queue;
  const test::Allocations allocations;
  queue.push_text(1, std::string(1'000'000, 'x'));
  MessageList list;
  for (int i = 0; i < 100'000; ++i) list.end_message();
  queue.push_messages(std::move(list));
  CHECK(allocations.live() > 1'000'000);
  drain(queue);
  CHECK(allocations.live() < 200'000);
}

TEST_CASE("ClientOutputQueue: small texts cost nothing once its pools have grown", "[sockjs][outputs][cost]") {
  ClientOutputQueue queue;
  const auto fill_and_drain = [&] {
    for (int i = 0; i < 50; ++i) queue.push_text(1, "[\"a message of the usual length\"]");
    drain(queue);
  };
  fill_and_drain();
  const test::Allocations allocations;
  for (int round = 0; round < 10; ++round) fill_and_drain();
  CHECK(allocations.count() == 0);
}
