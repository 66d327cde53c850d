#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/sockjs/frame_stream.hpp>

using hoofbeat::sockjs::FrameStream;

namespace {

constexpr std::size_t limit = 20;

void take_all(FrameStream& stream, std::vector<std::string>& frames) {
  while (const auto frame = stream.next()) frames.emplace_back(*frame);
}

/// The frames of a response that comes in pieces of this size, and whether it went beyond the limit.
struct Cut {
  std::vector<std::string> frames;
  bool overflowed;

  bool operator==(const Cut&) const = default;
};

Cut cut(std::string_view response, std::size_t piece) {
  FrameStream stream(limit);
  Cut result;
  for (std::size_t at = 0; at < response.size(); at += piece) {
    stream.feed(response.substr(at, piece));
    take_all(stream, result.frames);
  }
  stream.feed({});
  stream.finish();
  take_all(stream, result.frames);
  result.overflowed = stream.overflowed();
  return result;
}

struct Example {
  const char* what;
  std::string response;
  Cut expected;
};

const std::string prelude(2048, 'h');

const Example examples[] = {
    {"nothing", "", {{}, false}},
    {"one frame", "o\n", {{"o"}, false}},
    {"frames", "o\nh\na[\"x\"]\n", {{"o", "h", "a[\"x\"]"}, false}},
    {"the last line without its end", "o\nh", {{"o", "h"}, false}},
    {"empty lines", "\n\no\n\n\n", {{"o"}, false}},
    {"a prelude", prelude + "\no\n", {{"o"}, false}},
    {"a short prelude", "hh\no\n", {{"o"}, false}},
    {"a prelude with something behind it", prelude + "x\no\n", {{"o"}, false}},
    {"nothing but a prelude", prelude, {{}, false}},
    {"a prelude later on", "o\n" + prelude + "\nh\n", {{"o", "h"}, false}},
    {"heartbeats are no prelude", "h\nh\nh", {{"h", "h", "h"}, false}},
    {"a line of the limit", std::string(20, 'x') + "\no\n", {{std::string(20, 'x'), "o"}, false}},
    {"a last line of the limit", std::string(20, 'x'), {{std::string(20, 'x')}, false}},
    {"a line beyond the limit", "o\n" + std::string(21, 'x') + "\no\n", {{"o"}, true}},
    {"a last line beyond the limit", "o\n" + std::string(21, 'x'), {{"o"}, true}},
};

}  // namespace

TEST_CASE("FrameStream: one frame a line, wherever the response is cut", "[sockjs][stream]") {
  for (const Example& example : examples) DYNAMIC_SECTION(example.what) {
      for (std::size_t piece = 1; piece <= example.response.size() + 1; ++piece) {
        INFO("in pieces of " << piece);
        REQUIRE(cut(example.response, piece) == example.expected);
      }
    }
}

TEST_CASE("FrameStream: a frame in one piece is not copied", "[sockjs][stream]") {
  FrameStream stream(limit);
  const std::string response = "o\na[\"x\"]\n";
  stream.feed(response);
  CHECK(stream.next()->data() == response.data());
  CHECK(stream.next()->data() == response.data() + 2);
  CHECK_FALSE(stream.next());
}

TEST_CASE("FrameStream: beyond the limit there are no further frames until the next response",
          "[sockjs][stream]") {
  FrameStream stream(3);
  stream.feed("abcd");
  CHECK_FALSE(stream.next());
  CHECK(stream.overflowed());
  stream.feed("\no\n");
  CHECK_FALSE(stream.next());
  stream.reset();
  CHECK_FALSE(stream.overflowed());
  stream.feed("o\n");
  CHECK(stream.next() == "o");
}

TEST_CASE("FrameStream: what was begun does not reach into the next response", "[sockjs][stream]") {
  FrameStream stream(limit);
  stream.feed("a[\"be");
  CHECK_FALSE(stream.next());
  stream.reset();
  stream.feed("o\n");
  CHECK(stream.next() == "o");
  CHECK_FALSE(stream.next());
}
