#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include <hoofbeat/client/output_queue.hpp>

#include "allocations.hpp"

using namespace hoofbeat;
using namespace hoofbeat::client;

namespace {

template <class Kind>
Kind polled(OutputQueue& queue) {
  const auto output = queue.poll();
  REQUIRE(output);
  REQUIRE(std::holds_alternative<Kind>(*output));
  return std::get<Kind>(*output);
}

void push_text(OutputQueue& queue, TransportId transport, std::string_view head, BodyRef body = 0) {
  const std::size_t first = queue.text().size();
  queue.text() += head;
  queue.push_transmit(transport, first, body);
}

stomp::FrameView frame_with(const std::vector<stomp::Header>& headers) {
  stomp::FrameView frame;
  frame.command = stomp::Command::MESSAGE;
  frame.headers = headers;
  return frame;
}

}  // namespace

TEST_CASE("OutputQueue: in order, then none", "[outputs]") {
  OutputQueue queue;
  CHECK(queue.empty());
  CHECK_FALSE(queue.poll());
  queue.push(OpenTransport{1});
  queue.push(CloseTransport{1, 1000});
  CHECK_FALSE(queue.empty());
  CHECK(polled<OpenTransport>(queue).transport == 1);
  CHECK(polled<CloseTransport>(queue).code == 1000);
  CHECK(queue.empty());
  CHECK_FALSE(queue.poll());
  CHECK_FALSE(queue.poll());
}

TEST_CASE("OutputQueue: heads and texts stand where they were written, however the pool grows", "[outputs]") {
  OutputQueue queue;
  push_text(queue, 1, "first");
  queue.push_receipt_lost(7, "receipt", ErrorCode::receipt_timeout);
  push_text(queue, 2, "");
  push_text(queue, 3, std::string(10'000, 'x'), 5);
  push_text(queue, 4, "last");
  CHECK(polled<Transmit>(queue).head == "first");
  const auto lost = polled<ReceiptLost>(queue);
  CHECK(lost.id == "receipt");
  CHECK(lost.receipt == 7);
  CHECK(lost.why == ErrorCode::receipt_timeout);
  CHECK(polled<Transmit>(queue).head.empty());
  const auto transmit = polled<Transmit>(queue);
  CHECK(transmit.head == std::string(10'000, 'x'));
  CHECK(transmit.body == 5);
  CHECK(polled<Transmit>(queue).head == "last");
}

TEST_CASE("OutputQueue: a frame's list of headers is its own copy", "[outputs]") {
  OutputQueue queue;
  {
    std::vector<stomp::Header> headers{{"a", "1"}, {"b", "2"}};
    queue.push_frame(Message{frame_with(headers), 3, 1});
    headers = {{"other", "list"}};
    queue.push_frame(UnhandledFrame{frame_with({})});
    queue.push_frame(Receipt{frame_with(headers), 4});
  }
  const auto message = polled<Message>(queue);
  REQUIRE(message.frame.headers.size() == 2);
  CHECK(message.frame.headers[0] == stomp::Header{"a", "1"});
  CHECK(message.frame.headers[1] == stomp::Header{"b", "2"});
  CHECK(message.subscription == 3);
  CHECK(message.ack_header == 1);
  CHECK(polled<UnhandledFrame>(queue).frame.headers.empty());
  const auto receipt = polled<Receipt>(queue);
  REQUIRE(receipt.frame.headers.size() == 1);
  CHECK(receipt.frame.headers[0].name == "other");
}

TEST_CASE("OutputQueue: what is pushed between polls joins at the end", "[outputs]") {
  OutputQueue queue;
  push_text(queue, 1, "one");
  push_text(queue, 1, "two");
  CHECK(polled<Transmit>(queue).head == "one");
  push_text(queue, 1, std::string(5'000, 'y'));
  queue.push_frame(Message{frame_with({{"a", "1"}}), 1, -1});
  CHECK(polled<Transmit>(queue).head == "two");
  CHECK(polled<Transmit>(queue).head == std::string(5'000, 'y'));
  CHECK(polled<Message>(queue).frame.headers[0].value == "1");
  push_text(queue, 1, "behind the last, before none was answered");
  CHECK(polled<Transmit>(queue).head == "behind the last, before none was answered");
  CHECK_FALSE(queue.poll());
}

TEST_CASE("OutputQueue: nothing is allocated once its pools have grown", "[outputs]") {
  OutputQueue queue;
  const std::vector<stomp::Header> headers{{"destination", "/topic/a"}, {"message-id", "1"}};
  const auto fill_and_drain = [&] {
    for (int i = 0; i < 50; ++i) {
      push_text(queue, 1, "SEND\ndestination:/topic/a\n\n");
      queue.push_frame(Message{frame_with(headers), 1, 1});
      queue.push_receipt_lost(1, "receipt", ErrorCode::transport_closed);
    }
    while (queue.poll()) {
    }
  };
  fill_and_drain();
  const test::Allocations allocations;
  for (int round = 0; round < 10; ++round) fill_and_drain();
  CHECK(allocations.count() == 0);
}
