#include <catch2/catch.hpp>

#include <functional>
#include <limits>
#include <string>
#include <variant>

#include <hoofbeat/sockjs/client_session.hpp>

#include "allocations.hpp"
#include "growth.hpp"

// Long streams keep nothing that was delivered; hostile input of any size and in any split costs linear time and
// bounded memory.

using namespace hoofbeat;
using namespace hoofbeat::sockjs;
using test::Allocations;
using test::growth;

namespace {

constexpr std::size_t mebi = 1U << 20U;
constexpr std::size_t whole = std::numeric_limits<std::size_t>::max() / 2;
// Pools and queues of their usual size.
constexpr std::size_t small = mebi / 2;

ClientOptions options_for(Transport transport) {
  ClientOptions options;
  options.url = "http://host/service";
  options.selected = static_cast<TransportSet>(1U << static_cast<unsigned>(transport));
  return options;
}

/// What a session has told and asked for.
struct Counts {
  std::size_t messages = 0;
  std::size_t octets = 0;
  std::size_t closed = 0;
};

/// A session whose transport has begun; its `o` comes with what a test feeds it.
class Client {
 public:
  explicit Client(ClientOptions options) : session_(std::move(options), 1) {
    session_.open(0);
    take_outputs();
    session_.handle_response(last_exchange_, 200, 0);
    session_.handle_ended(last_exchange_, {.complete = true}, 0);
    take_outputs();
    receiver_ = last_exchange_;
    session_.handle_response(receiver_, 200, 0);
  }

  ClientSession& session() { return session_; }
  ExchangeId receiver() const { return receiver_; }
  ExchangeId last_exchange() const { return last_exchange_; }
  const Counts& counts() const { return counts_; }

  void message(std::string_view text) {
    session_.handle_message(receiver_, text, 0);
    take_outputs();
  }
  void bytes(std::string_view octets) {
    session_.handle_bytes(receiver_, octets, 0);
    take_outputs();
  }
  void in_pieces(std::string_view octets, std::size_t piece) {
    for (std::size_t at = 0; at < octets.size(); at += piece) bytes(octets.substr(at, piece));
  }
  void take_outputs() {
    while (const auto output = session_.poll_output()) {
      if (const auto* const open = std::get_if<OpenExchange>(&*output)) last_exchange_ = open->exchange;
      if (const auto* const message = std::get_if<MessageReceived>(&*output)) {
        ++counts_.messages;
        counts_.octets += message->text.size();
      }
      counts_.closed += std::holds_alternative<Closed>(*output);
    }
  }

 private:
  ClientSession session_;
  ExchangeId last_exchange_ = 0;
  ExchangeId receiver_ = 0;
  Counts counts_;
};

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

std::string frame_of(std::size_t octets) { return "a[\"" + std::string(octets, 'x') + "\"]"; }

/// What a server or an attacker may send that grows: made to a size of about `n` octets.
struct Shape {
  const char* name;
  std::size_t piece;
  std::function<std::string(std::size_t)> make;
};

const Shape shapes[] = {
    {"a frame without end, octet by octet", 1, [](std::size_t n) { return "o\na[\"" + std::string(n, 'x'); }},
    {"a frame of escapes, octet by octet", 1,
     [](std::size_t n) { return "o\na[\"" + repeated("\\n", n / 2) + "\"]\n"; }},
    {"a prelude without end, octet by octet", 1, [](std::size_t n) { return std::string(n, 'h'); }},
    {"a prelude without end, in pieces", 7, [](std::size_t n) { return "o\n" + std::string(n, 'h'); }},
    {"empty lines, octet by octet", 1, [](std::size_t n) { return "o\n" + std::string(n, '\n'); }},
    {"empty lines, all at once", whole, [](std::size_t n) { return "o\n" + std::string(n, '\n'); }},
    {"heartbeats, octet by octet", 1, [](std::size_t n) { return "o\n" + repeated("h\n", n / 2); }},
    {"the smallest frames, all at once", whole, [](std::size_t n) { return "o\n" + repeated("a[]\n", n / 4); }},
    {"small messages, in pieces", 5, [](std::size_t n) { return "o\n" + repeated("a[\"x\"]\n", n / 7); }},
    // Not empty ones: so many messages at once are more than caches hold, which has a cost of its own.
    {"one frame of small messages, in pieces", 1000,
     [](std::size_t n) { return "o\na[\"\"" + repeated(",\"0123456789abc\"", n / 16) + "]\n"; }},
};

}  // namespace

TEST_CASE("SockJS session costs: eight times the stream takes about eight times the processor's time",
          "[sockjs][cost]") {
  for (const Shape& shape : shapes) DYNAMIC_SECTION(shape.name) {
      CHECK(growth(shape.make, [&](const std::string& octets) {
              ClientOptions options = options_for(Transport::xhr_streaming);
              options.max_messages_per_frame = whole;
              Client client(options);
              client.in_pieces(octets, shape.piece);
            }) < 28);
    }
}

TEST_CASE("SockJS session costs: 100 MB over one stream keep nothing", "[sockjs][cost]") {
  constexpr std::size_t pieces = 1600;
  const std::string piece = repeated(frame_of(247) + '\n', 65'536 / 253);
  Client client(options_for(Transport::xhr_streaming));
  client.bytes("o\n");
  client.in_pieces(piece, 16'384);
  const Allocations allocations;
  for (std::size_t i = 0; i < pieces; ++i) {
    client.in_pieces(piece, 16'384);
    REQUIRE(allocations.live() < 4096);
  }
  CHECK(client.counts().octets > 100'000'000);
  CHECK(client.counts().messages == (pieces + 1) * (65'536 / 253));
  CHECK(client.counts().closed == 0);
}

TEST_CASE("SockJS session costs: one large frame's memory is given back", "[sockjs][cost]") {
  const std::string frame = frame_of(20 * mebi);
  const std::string event = "a[\"" + repeated("%25", 7 * mebi) + "\"]";
  const Allocations allocations;
  SECTION("in a stream, in pieces") {
    Client client(options_for(Transport::xhr_streaming));
    client.bytes("o\n");
    client.in_pieces(frame, 65'536);
    client.bytes("\n");
    CHECK(client.counts().octets == 20 * mebi);
    client.bytes("h\n");
    CHECK(allocations.live() < small);
  }
  SECTION("over a WebSocket") {
    Client client(options_for(Transport::websocket));
    client.message("o");
    client.message(frame);
    CHECK(client.counts().octets == 20 * mebi);
    CHECK(allocations.live() < small);
  }
  SECTION("as an event, percent-encoded") {
    Client client(options_for(Transport::eventsource));
    client.message("o");
    client.message(event);
    CHECK(client.counts().octets == 7 * mebi);
    client.message("a[\"%25\"]");
    CHECK(allocations.live() < small);
  }
  SECTION("where the response ends within it") {
    Client client(options_for(Transport::xhr_streaming));
    client.bytes("o\n");
    client.in_pieces(frame, 65'536);
    CHECK(allocations.live() > 20 * mebi);
    client.session().handle_ended(client.receiver(), {.complete = false}, 0);
    client.take_outputs();
    CHECK(client.counts().closed == 1);
    CHECK(allocations.live() < small);
  }
}

TEST_CASE("SockJS session costs: a frame of a million messages is given back", "[sockjs][cost]") {
  const std::string frame = "a[\"\"" + repeated(",\"\"", 999'999) + "]";
  const Allocations allocations;
  Client client(options_for(Transport::websocket));
  client.message("o");
  client.message(frame);
  CHECK(client.counts().messages == 1'000'000);
  CHECK(allocations.live() < small);
}

TEST_CASE("SockJS session costs: memory is bounded by the frame's limit", "[sockjs][cost]") {
  ClientOptions options = options_for(Transport::xhr_streaming);
  options.max_frame_bytes = mebi;
  const std::string endless = "o\na[\"" + std::string(16 * mebi, 'x');
  Client client(options);
  const Allocations allocations;
  for (std::size_t at = 0; at < endless.size(); at += 4096) {
    client.bytes(std::string_view(endless).substr(at, 4096));
    REQUIRE(allocations.live() < 3 * mebi);
  }
  CHECK(client.counts().closed == 1);
  CHECK(allocations.live() < small);
}

TEST_CASE("SockJS session costs: an /info without end is not kept", "[sockjs][cost]") {
  ClientSession session(options_for(Transport::websocket), 1);
  session.open(0);
  while (session.poll_output()) {
  }
  const Allocations allocations;
  const std::string piece(4096, '{');
  for (int i = 0; i < 4096; ++i) {
    session.handle_bytes(1, piece, 0);
    REQUIRE(allocations.live() < mebi / 4);
  }
}

TEST_CASE("SockJS session costs: what was sent is given back once it has arrived", "[sockjs][cost]") {
  Client client(options_for(Transport::xhr_polling));
  client.bytes("o\n");
  const Allocations allocations;
  const std::string text(1000, 'x');
  for (int i = 0; i < 10'000; ++i) REQUIRE(client.session().send(text, 0));
  client.take_outputs();
  CHECK(client.session().buffered() == 10'020'000);
  while (client.session().buffered() > 0) {
    const ExchangeId post = client.last_exchange();
    client.session().handle_response(post, 204, 0);
    client.session().handle_ended(post, {.complete = true}, 0);
    client.take_outputs();
  }
  CHECK(allocations.live() < small);
}
