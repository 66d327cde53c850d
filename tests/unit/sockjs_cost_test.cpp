#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include <hoofbeat/sockjs/frame.hpp>
#include <hoofbeat/sockjs/info.hpp>
#include <hoofbeat/sockjs/json_text.hpp>

#include "allocations.hpp"
#include "growth.hpp"

// Hostile input of any size costs linear time and bounded memory.

using namespace hoofbeat;
using namespace hoofbeat::sockjs;
using test::Allocations;
using test::growth;

namespace {

constexpr std::size_t mebi = 1U << 20U;
constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

/// A frame that grows: made to a size of about `n` octets.
struct Shape {
  const char* name;
  std::function<std::string(std::size_t)> make;
};

const Shape shapes[] = {
    {"plain text", [](std::size_t n) { return "a[\"" + std::string(n, 'x') + "\"]"; }},
    {"text without end", [](std::size_t n) { return "a[\"" + std::string(n, 'x'); }},
    {"short escapes", [](std::size_t n) { return "a[\"" + repeated("\\n", n / 2) + "\"]"; }},
    {"backslashes without end", [](std::size_t n) { return "a[\"" + std::string(n | 1U, '\\'); }},
    {"escaped code units", [](std::size_t n) { return "a[\"" + repeated("\\u20ac", n / 6) + "\"]"; }},
    {"halves of surrogates", [](std::size_t n) { return "a[\"" + repeated("\\ud800", n / 6) + "\"]"; }},
    {"two-octet characters", [](std::size_t n) { return "a[\"" + repeated("\xC3\xA9", n / 2) + "\"]"; }},
    {"ill-formed at the end", [](std::size_t n) { return "a[\"" + repeated("\xE2\x82\xAC", n / 3) + "\xFF\"]"; }},
    {"empty messages", [](std::size_t n) { return "a[\"\"" + repeated(",\"\"", n / 3) + ']'; }},
    {"numbers", [](std::size_t n) { return "a[0" + repeated(",1", n / 2) + ']'; }},
    {"one long number", [](std::size_t n) { return "a[" + std::string(n, '1') + ']'; }},
    {"a long number as the code", [](std::size_t n) { return "c[" + std::string(n, '1') + ",\"\"]"; }},
    {"a long reason, and no end", [](std::size_t n) { return "c[1000,\"" + std::string(n, 'x') + '"'; }},
    {"white space",
     [](std::size_t n) { return "a[" + std::string(n, ' ') + "\"x\"" + std::string(n, '\n') + ']'; }},
    {"brackets", [](std::size_t n) { return 'a' + std::string(n, '['); }},
    {"nesting in turn", [](std::size_t n) { return "a[0" + repeated(",[[[{\"k\":[]}]]]", n / 15) + ']'; }},
    {"one object of many members",
     [](std::size_t n) { return "a[{\"k\":0" + repeated(",\"k\":0", n / 6) + "}]"; }},
    {"one message of JSON", [](std::size_t n) { return "m[0" + repeated(",[]", n / 3) + ']'; }},
    {"white space behind", [](std::size_t n) { return 'o' + std::string(n, ' '); }},
};

}  // namespace

TEST_CASE("SockJS costs: eight times the frame takes about eight times the processor's time", "[sockjs][cost]") {
  for (const Shape& shape : shapes) DYNAMIC_SECTION(shape.name) {
      volatile bool is_frame = false;  // so that the work is done
      CHECK(growth(shape.make, [&](const std::string& frame) {
              is_frame = static_cast<bool>(read_server_frame(frame, no_limit));
            }) < 28);
    }
}

TEST_CASE("SockJS costs: eight times the text takes about eight times the time to write", "[sockjs][cost]") {
  const std::pair<const char*, std::string_view> parts[] = {
      {"plain text", "x"},         {"ends of lines", "\n"},        {"two octets", "\xC3\xA9"},
      {"escaped", "\xE2\x80\xA8"}, {"pairs", "\xF0\x9F\x98\x80"},  {"ill-formed", "\xFF"},
      {"cut off", "\xE2\x82"},     {"surrogates", "\xED\xA0\x80"},
  };
  for (const auto& part : parts) DYNAMIC_SECTION(part.first) {
      std::string out;
      CHECK(growth([&](std::size_t n) { return repeated(part.second, n / part.second.size()); },
                   [&](const std::string& text) {
                     out.clear();
                     append_quoted(out, text);
                   }) < 28);
      CHECK(out.size() > mebi / 32);
    }
}

TEST_CASE("SockJS costs: /info with a member that repeats", "[sockjs][cost]") {
  CHECK(growth(
            [](std::size_t n) {
              return "{\"base_url\":\"/a\"" + repeated(",\"base_url\":\"/bcdefgh\"", n / 22) + '}';
            },
            [](const std::string& text) {
              if (!read_info(text).valid) throw std::logic_error("it is valid");
            }) < 28);
}

TEST_CASE("SockJS costs: memory is bounded by the frame, in whatever it consists", "[sockjs][cost]") {
  for (const Shape& shape : shapes) DYNAMIC_SECTION(shape.name) {
      const std::string frame = shape.make(mebi);
      const Allocations allocations;
      const auto result = read_server_frame(frame, no_limit);
      // Text once, and for each message of two octets on the wire eight of bookkeeping, in a list that has
      // doubled.
      CHECK(allocations.total() < 24 * frame.size());
      const bool is_split = result && std::holds_alternative<MessageList>(result.value()) &&
                            std::get<MessageList>(result.value()).size() > 1;
      if (!is_split) CHECK(allocations.total() < 4 * frame.size() + 4096);
    }
}

TEST_CASE("SockJS costs: memory is bounded by the limit of messages", "[sockjs][cost]") {
  const std::string frame = "a[0" + repeated(",0", mebi) + ']';
  const Allocations allocations;
  const auto result = read_server_frame(frame, 1000);
  REQUIRE_FALSE(result);
  CHECK(result.error() == ErrorCode::too_many_messages);
  CHECK(allocations.total() < frame.size() + (std::size_t{64} << 10U));
  CHECK(allocations.live() < 1024);
}

TEST_CASE("SockJS costs: a message is copied once, and frames without messages allocate nothing",
          "[sockjs][cost]") {
  const std::string frame = "a[\"" + std::string(mebi, 'x') + "\\n\"]";
  {
    const Allocations allocations;
    const auto result = read_server_frame(frame, 1);
    REQUIRE(result);
    CHECK(allocations.total() < mebi + 4096);
    CHECK(allocations.count() == 2);
  }
  const Allocations allocations;
  for (const char* text : {"o", "h", "", "x", "c[3000,\"Go away!\"]", "c[3000]", "a{}"})
    (void)read_server_frame(text, 1);
  CHECK(allocations.count() == 0);
}
