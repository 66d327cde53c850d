#include <catch2/catch.hpp>

#include <functional>
#include <limits>
#include <string>

#include <hoofbeat/stomp/decoder.hpp>

#include "allocations.hpp"
#include "growth.hpp"

// Hostile input of any size and in any split costs linear time and bounded memory.

using namespace hoofbeat;
using namespace hoofbeat::stomp;
using namespace std::string_literals;
using test::Allocations;
using test::growth;
using Step = Decoder::Step;

namespace {

constexpr std::size_t mebi = 1U << 20U;
constexpr Limits wide{256 * mebi, 256 * mebi, 256 * mebi, 100'000'000};

struct Count {
  std::size_t frames = 0;
  std::size_t heartbeats = 0;
  std::size_t errors = 0;
};

/// Feeds the input in pieces of this size; `after_piece` is told how much has arrived.
Count drive(
    Decoder& decoder, std::string_view input, std::size_t piece,
    const std::function<void(std::size_t)>& after_piece = [](std::size_t) {}) {
  Count count;
  for (std::size_t at = 0; at < input.size(); at += piece) {
    decoder.feed(input.substr(at, piece));
    for (Step step = decoder.next(); step != Step::need_more; step = decoder.next()) {
      count.frames += step == Step::frame;
      count.heartbeats += decoder.heartbeats();
      if (step == Step::error) {
        ++count.errors;
        break;
      }
    }
    decoder.release();
    after_piece(std::min(at + piece, input.size()));
  }
  return count;
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

/// What a broker or an attacker may send that grows: made to a size of about `n` octets.
struct Shape {
  const char* name;
  std::size_t piece;
  std::function<std::string(std::size_t)> make;
};

const Shape shapes[] = {
    {"a command without end, octet by octet", 1, [](std::size_t n) { return std::string(n, 'A'); }},
    {"a header line without end, octet by octet", 1,
     [](std::size_t n) { return "MESSAGE\nk:" + std::string(n, 'v'); }},
    {"a header line of backslashes, octet by octet", 1,
     [](std::size_t n) { return "MESSAGE\nk:" + std::string(n & ~std::size_t{1}, '\\') + "\n\n\0"s; }},
    {"a header line of two-octet characters, in pieces", 7,
     [](std::size_t n) { return "MESSAGE\nk:" + repeated("\xC3\xA9", n / 2) + "\n\n\0"s; }},
    {"many headers, octet by octet", 1, [](std::size_t n) { return "MESSAGE\n" + repeated("a:\n", n / 3); }},
    {"many headers with escapes, in pieces", 5,
     [](std::size_t n) { return "MESSAGE\n" + repeated("a\\c:\\c\n", n / 7) + "\n\0"s; }},
    {"a body with content-length, octet by octet", 1,
     [](std::size_t n) {
       return "MESSAGE\ncontent-length:" + std::to_string(n) + "\n\n" + std::string(n, 'b') + '\0';
     }},
    {"a body without content-length, octet by octet", 1,
     [](std::size_t n) { return "MESSAGE\n\n" + std::string(n, 'b') + '\0'; }},
    {"EOLs, octet by octet", 1, [](std::size_t n) { return std::string(n, '\n'); }},
    {"the smallest frames, octet by octet", 1, [](std::size_t n) { return repeated("A\n\n\0"s, n / 4); }},
    {"the smallest frames, all at once", std::numeric_limits<std::size_t>::max() / 2,
     [](std::size_t n) { return repeated("A\n\n\0"s, n / 4); }},
    {"frames of many headers, all at once", std::numeric_limits<std::size_t>::max() / 2,
     [](std::size_t n) { return repeated("A\n" + repeated("k:v\n", 50) + "\n\0"s, n / 204); }},
};

}  // namespace

TEST_CASE("decoding costs: eight times the input takes about eight times the processor's time",
          "[decoder][cost]") {
  for (const Shape& shape : shapes) DYNAMIC_SECTION(shape.name) {
      CHECK(growth(shape.make, [&](const std::string& input) {
              Decoder decoder(wide);
              decoder.set_version(Version::v1_2);
              drive(decoder, input, shape.piece);
            }) < 28);
    }
}

TEST_CASE("decoding costs: a frame in pieces is copied a few times, however small they are", "[decoder][cost]") {
  for (const Shape& shape : shapes) {
    if (shape.piece > 7) continue;
    DYNAMIC_SECTION(shape.name) {
      const std::string input = shape.make(mebi);
      const Allocations allocations;
      Decoder decoder(wide);
      decoder.set_version(Version::v1_2);
      drive(decoder, input, shape.piece);
      // Headers take up to 80 octets of bookkeeping for the three they have on the wire, twice that while a list
      // grows.
      CHECK(allocations.total() < 90 * mebi);
      if (std::string_view(shape.name).find("headers") == std::string_view::npos)
        CHECK(allocations.total() < 16 * mebi);
    }
  }
}

TEST_CASE("decoding costs: a counted frame in pieces is not copied for its last octets", "[decoder][cost]") {
  const std::string input =
      "MESSAGE\ncontent-length:" + std::to_string(16 * mebi) + "\n\n" + std::string(16 * mebi, 'b') + '\0';
  const Allocations allocations;
  Decoder decoder(wide);
  decoder.set_version(Version::v1_2);
  drive(decoder, input, 64U << 10U);
  CHECK(allocations.total() < 36 * mebi);
}

TEST_CASE("decoding costs: a body that is handed out in parts takes no memory, however it is cut",
          "[decoder][cost]") {
  constexpr std::size_t kept = 32U << 10U;
  for (const char* head : {"MESSAGE\n\n", "MESSAGE\ncontent-length:1048576\n\n"}) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{1400}, kept + 1, mebi / 2}) {
      INFO(head << piece);
      const std::string input = head + std::string(mebi, 'b') + '\0';
      Limits limits = wide;
      limits.max_kept_body_bytes = kept;
      Decoder decoder(limits);
      decoder.set_version(Version::v1_2);
      const Allocations allocations;
      std::size_t most = 0;
      const auto count =
          drive(decoder, input, piece, [&](std::size_t) { most = std::max(most, allocations.live()); });
      CHECK(most < 4 * kept);
      CHECK(count.frames == 1);
      CHECK(decoder.frame().parted == mebi);
      CHECK(allocations.live() < 4 * kept);
    }
  }
}

TEST_CASE("decoding costs: a head of any size is copied twice at the most, however its body is cut",
          "[decoder][cost]") {
  Limits limits = wide;
  limits.max_kept_body_bytes = 4;
  Decoder decoder(limits);
  decoder.set_version(Version::v1_2);
  const std::string head = "MESSAGE\nk:" + std::string(2 * mebi, 'v') + "\n\n";
  const Allocations allocations;
  drive(decoder, head, head.size());
  CHECK(drive(decoder, std::string(20'000, 'b') + '\0', 3).frames == 1);
  CHECK(allocations.total() < 7 * mebi);
}

TEST_CASE("decoding costs: memory is bounded by what has arrived, whatever is announced", "[decoder][cost]") {
  Decoder decoder;
  decoder.set_version(Version::v1_2);
  const std::string input = "MESSAGE\ncontent-length:60000000\n\n" + std::string(2 * mebi, 'b');
  const Allocations allocations;
  drive(decoder, input, 1000, [&](std::size_t arrived) { REQUIRE(allocations.live() <= 2 * arrived + 4096); });
}

TEST_CASE("decoding costs: memory is bounded by the limits, and given back with the error", "[decoder][cost]") {
  const Limits limits{2 * mebi, mebi, 4096, 100};
  for (const char* start : {"MESSAGE\n\n", "MESSAGE\nk:", "MESSAGE\ncontent-length:1000000\n\n", "ABC"}) {
    INFO(start);
    const std::string input = start + std::string(8 * mebi, 'b');
    Decoder decoder(limits);
    decoder.set_version(Version::v1_2);
    const Allocations allocations;
    const auto count =
        drive(decoder, input, 4000, [&](std::size_t) { REQUIRE(allocations.live() <= 2 * mebi + 1024); });
    CHECK(count.errors > 0);
    CHECK(count.frames == 0);
    CHECK(allocations.live() < 1024);
  }
}

TEST_CASE("decoding costs: many small headers are bounded by max_headers", "[decoder][cost]") {
  Decoder decoder;
  decoder.set_version(Version::v1_2);
  const std::string input = "MESSAGE\n" + repeated("\\c:\\c\n", 100'000);
  const Allocations allocations;
  const auto count = drive(decoder, input, 64, [&](std::size_t) { REQUIRE(allocations.live() < mebi / 2); });
  CHECK(count.errors > 0);
}

TEST_CASE("decoding costs: heads without an end in one feed are refused at their limits", "[decoder][cost]") {
  Decoder decoder;
  const std::string input(mebi, 'A');
  const Allocations allocations;
  CHECK(drive(decoder, input, mebi).errors == 1);
  CHECK(decoder.error().code == ErrorCode::line_too_long);
  CHECK(decoder.error().offset == Limits().max_line_bytes);
  CHECK(allocations.total() < 1024);
}

TEST_CASE("decoding costs: a hundred thousand frames in one feed allocate nothing", "[decoder][cost]") {
  Decoder decoder;
  decoder.set_version(Version::v1_2);
  const std::string frame = "MESSAGE\nsubscription:sub-0\nmessage-id:1\ncontent-length:4\n\nbody\0\n"s;
  CHECK(drive(decoder, frame, frame.size()).frames == 1);  // its list of headers has found its size
  const std::string input = repeated(frame, 100'000);
  const Allocations allocations;
  const auto count = drive(decoder, input, input.size());
  CHECK(count.frames == 100'000);
  CHECK(count.heartbeats == 0);
  CHECK(allocations.count() == 0);
}

TEST_CASE("decoding costs: a flood of EOLs allocates nothing", "[decoder][cost]") {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, mebi}) {
    Decoder decoder;
    const std::string input(mebi, '\n');
    const Allocations allocations;
    CHECK(drive(decoder, input, piece).heartbeats == mebi);
    CHECK(allocations.count() == 0);
  }
}

TEST_CASE("decoding costs: what frames in pieces took is given back on release, but for a little",
          "[decoder][cost]") {
  Decoder decoder;
  decoder.set_version(Version::v1_2);
  const std::string frame = "MESSAGE\nk:\\c\n\n" + std::string(mebi, 'b') + '\0';
  const std::string input = repeated(frame, 5);
  const Allocations allocations;
  CHECK(drive(decoder, input, 10'000).frames == 5);
  CHECK(allocations.live() < mebi / 8);
}
