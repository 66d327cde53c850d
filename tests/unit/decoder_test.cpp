#include <catch2/catch.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <hoofbeat/stomp/decoder.hpp>

#include "decoded_stream.hpp"

// What the vectors in tests/vectors/stomp can't show: views, versions on the way, and limits that are off.

using namespace hoofbeat;
using namespace hoofbeat::stomp;
using namespace std::string_literals;
using namespace std::string_view_literals;
using Step = Decoder::Step;

namespace {

Decoder decoder_of(Version version, const Limits& limits = {}) {
  Decoder decoder(limits);
  decoder.set_version(version);
  return decoder;
}

/// Octets in memory of their own, so that the sanitizer notices who looks at them when they are gone.
std::unique_ptr<std::string> own(std::string_view octets) {
  auto copy = std::make_unique<std::string>(octets);
  copy->reserve(64);  // never inside the string object
  return copy;
}

}  // namespace

TEST_CASE("Decoder: a frame in one piece is not copied", "[decoder]") {
  Decoder decoder = decoder_of(Version::v1_2);
  const std::string input = "\nMESSAGE\na:b\n\nbody\0\n"s;
  decoder.feed(input);
  REQUIRE(decoder.next() == Step::heartbeat);
  REQUIRE(decoder.next() == Step::frame);
  const FrameView& frame = decoder.frame();
  CHECK(frame.octets.data() == input.data() + 1);
  CHECK(frame.body.data() == input.data() + 14);
  CHECK(frame.headers[0].value.data() == input.data() + 11);
  CHECK(frame.offset == 1);
  CHECK(decoder.next() == Step::need_more);
}

TEST_CASE("Decoder: views of several feeds stay valid until release", "[decoder]") {
  Decoder decoder = decoder_of(Version::v1_2);
  std::vector<std::unique_ptr<std::string>> pieces;
  std::vector<std::pair<FrameView, Header>> held;
  for (const auto piece : {"MESSAGE\nk:whole\n\n1\0"sv, "MESSAGE\nk:an es\\"sv, "ca"sv, "ped\n\n2"sv,
                           "\0MESSAGE\nk:b\\\\\n\n3\0MESS"sv, "AGE\nk:last\n\n4\0"sv}) {
    pieces.push_back(own(piece));
    decoder.feed(*pieces.back());
    for (Step step = decoder.next(); step != Step::need_more; step = decoder.next()) {
      REQUIRE(step == Step::frame);
      held.emplace_back(decoder.frame(), decoder.frame().headers[0]);
    }
  }
  const std::vector<std::pair<std::string, std::string>> expected{
      {"whole", "1"}, {"an es:aped", "2"}, {"b\\", "3"}, {"last", "4"}};
  REQUIRE(held.size() == expected.size());
  for (std::size_t i = 0; i < held.size(); ++i) {
    CHECK(held[i].second.value == expected[i].first);
    CHECK(held[i].first.body == expected[i].second);
    CHECK(held[i].first.command_text == "MESSAGE");
  }
  decoder.release();
}

TEST_CASE("Decoder: release between the pieces of a frame keeps what is incomplete", "[decoder]") {
  Decoder decoder = decoder_of(Version::v1_2);
  const std::string stream =
      "MESSAGE\nk:a\\cb\n\nfirst\0MESSAGE\nlong-name:"s + std::string(200, 'v') + "\n\nsecond\0"s;
  std::vector<std::string> bodies;
  for (const char octet : stream) {
    const auto piece = own({&octet, 1});
    decoder.feed(*piece);
    for (Step step = decoder.next(); step != Step::need_more; step = decoder.next()) {
      REQUIRE(step == Step::frame);
      bodies.emplace_back(decoder.frame().body);
    }
    decoder.release();
  }
  CHECK(bodies == std::vector<std::string>{"first", "second"});
}

TEST_CASE("Decoder: a moved decoder keeps its views and what is incomplete", "[decoder]") {
  Decoder first = decoder_of(Version::v1_2);
  const auto one = own("MESSAGE\nk:a\\cb"sv);
  const auto two = own("\n\nbody\0MESS"sv);
  first.feed(*one);
  REQUIRE(first.next() == Step::need_more);
  first.feed(*two);
  REQUIRE(first.next() == Step::frame);
  const FrameView frame = first.frame();
  const Header header = frame.headers[0];
  REQUIRE(first.next() == Step::need_more);
  Decoder second = std::move(first);
  CHECK(frame.body == "body");
  CHECK(header.value == "a:b");
  second.feed("AGE\n\n\0"sv);
  REQUIRE(second.next() == Step::frame);
  CHECK(second.frame().octets == "MESSAGE\n\n\0"sv);
}

TEST_CASE("Decoder: a version takes effect with the next frame", "[decoder]") {
  Decoder decoder;
  CHECK(decoder.version() == Version::none);
  decoder.feed("CONNECTED\r\nversion:1.1\\c\r\n\r\n\0MESSAGE\nk:a\\cb\r\n\n\0"sv);
  REQUIRE(decoder.next() == Step::frame);
  CHECK(decoder.frame().headers[0].value == "1.1\\c");
  decoder.set_version(Version::v1_1);
  CHECK(decoder.version() == Version::v1_1);
  REQUIRE(decoder.next() == Step::frame);
  CHECK(decoder.frame().headers[0].value == "a:b\r");
}

TEST_CASE("Decoder: offsets go on over feeds, messages and versions", "[decoder]") {
  Decoder decoder = decoder_of(Version::v1_2);
  decoder.feed("\n\nMESSAGE\n\n\0\n"sv);
  while (decoder.next() != Step::need_more) {
  }
  CHECK(decoder.frame().offset == 2);
  decoder.end_message();
  decoder.release();
  decoder.feed("");
  CHECK(decoder.next() == Step::need_more);
  decoder.feed("\nRECEIPT\n\n\0MESSAGE\nbroken\n\n\0"sv);
  REQUIRE(decoder.next() == Step::heartbeat);
  CHECK(decoder.heartbeats() == 1);
  REQUIRE(decoder.next() == Step::frame);
  CHECK(decoder.frame().offset == 14);
  CHECK(decoder.heartbeats() == 0);
  REQUIRE(decoder.next() == Step::error);
  CHECK(decoder.error().code == ErrorCode::header_without_colon);
  CHECK(decoder.error().offset == 32);
}

TEST_CASE("Decoder: an error repeats for ever, and takes no more memory", "[decoder]") {
  Decoder decoder = decoder_of(Version::v1_2);
  decoder.feed("MESS AGE"sv);
  for (int round = 0; round < 100; ++round) {
    REQUIRE(decoder.next() == Step::error);
    REQUIRE(decoder.next() == Step::error);
    CHECK(decoder.error().code == ErrorCode::invalid_command);
    CHECK(decoder.error().offset == 4);
    decoder.end_message();
    decoder.release();
    decoder.feed("MESSAGE\n\n\0"sv);
  }
}

TEST_CASE("Decoder: end_message amid a frame changes nothing", "[decoder]") {
  Decoder decoder = decoder_of(Version::v1_2);
  for (const auto piece : {"MESS"sv, "AGE\n"sv, "\n"sv}) {
    decoder.feed(piece);
    CHECK(decoder.next() == Step::need_more);
    decoder.end_message();
  }
  decoder.feed("\n\0\n"sv);
  REQUIRE(decoder.next() == Step::frame);
  CHECK(decoder.frame().body == "\n");
  CHECK(decoder.next() == Step::need_more);
}

TEST_CASE("Decoder: the largest possible limits are none", "[decoder]") {
  const Limits unlimited{SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX};
  const auto frame_with = [](const char* body) {
    return nlohmann::json{
        {{"frame", {{"command", "MESSAGE"}, {"headers", nlohmann::json::array({{"k", "v"}})}, {"body", body}}}}};
  };
  CHECK(test::decode_whole("MESSAGE\nk:v\n\nabc\0"sv, Version::v1_2, unlimited) == frame_with("abc"));
  CHECK(test::decode_whole("MESSAGE\nk:v\n\n\0"sv, Version::v1_2, unlimited) == frame_with(""));
  // One octet beyond: a body that memory can't hold still has an end that can't be reached.
  const auto items =
      test::decode_whole("MESSAGE\ncontent-length:18446744073709551615\n\nabc\0"sv, Version::v1_2, unlimited);
  REQUIRE(items.size() == 1);
  CHECK(items[0]["error"]["offset"] == 23);
}

TEST_CASE("Decoder: limits of zero refuse everything, and heartbeats still pass", "[decoder]") {
  const auto items = test::decode_whole("\n\nMESSAGE\n\n\0"sv, Version::v1_2, {0, 0, 0, 0});
  REQUIRE(items.size() == 2);
  CHECK(items[0]["heartbeat"] == 2);
  CHECK(items[1]["error"]["offset"] == 2);
}
