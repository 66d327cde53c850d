#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include <hoofbeat/stomp/encoder.hpp>

#include "decoded_stream.hpp"

using namespace hoofbeat;
using namespace hoofbeat::stomp;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

std::string encoded(Version version, Command command, const std::vector<Header>& headers,
                    std::string_view body = {}, ContentLength content_length = ContentLength::written) {
  std::string out;
  REQUIRE(encode(out, version, command, headers, body, content_length));
  return out;
}

ErrorCode refused(Version version, Command command, const std::vector<Header>& headers, std::string_view body = {},
                  ContentLength content_length = ContentLength::written) {
  std::string out = "whole frames before";
  const auto result = encode(out, version, command, headers, body, content_length);
  REQUIRE_FALSE(result);
  CHECK(out == "whole frames before");
  return result.error();
}

}  // namespace

TEST_CASE("FrameWriter: part by part, behind what the buffer holds", "[encoder]") {
  std::string out = "before";
  FrameWriter writer(out, Version::v1_2, Command::SEND);
  REQUIRE(writer.header("destination", "/q"));
  REQUIRE(writer.headers(std::vector<Header>{{"a", "1"}, {"a:b", "2"}}));
  writer.end(3);
  CHECK(out == "beforeSEND\ndestination:/q\na:1\na\\cb:2\ncontent-length:3\n\n");
}

TEST_CASE("FrameWriter: without content-length", "[encoder]") {
  std::string out;
  FrameWriter(out, Version::v1_1, Command::BEGIN).end(std::nullopt);
  CHECK(out == "BEGIN\n\n");
}

TEST_CASE("FrameWriter: the largest content-length", "[encoder]") {
  std::string out;
  FrameWriter(out, Version::v1_2, Command::SEND).end(UINT64_MAX);
  CHECK(out == "SEND\ncontent-length:18446744073709551615\n\n");
}

TEST_CASE("FrameWriter: after an error at any header the buffer is what it was", "[encoder]") {
  for (std::size_t bad = 0; bad < 4; ++bad)
    for (const bool in_name : {true, false}) {
      std::vector<Header> headers{{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}};
      (in_name ? headers[bad].name : headers[bad].value) = "x\0y"sv;
      std::string out = "before";
      FrameWriter writer(out, Version::v1_2, Command::SEND);
      const auto result = writer.headers(headers);
      REQUIRE_FALSE(result);
      CHECK(result.error() == (in_name ? ErrorCode::unwritable_header_name : ErrorCode::unwritable_header_value));
      CHECK(out == "before");
    }
}

TEST_CASE("encode: content-length last, left out for an empty body", "[encoder]") {
  CHECK(encoded(Version::v1_2, Command::SEND, {{"z", "1"}, {"a", "2"}}, "hi") ==
        "SEND\nz:1\na:2\ncontent-length:2\n\nhi\0"s);
  CHECK(encoded(Version::v1_2, Command::SEND, {}) == "SEND\n\n\0"s);
  CHECK(encoded(Version::v1_2, Command::SEND, {}, "hi", ContentLength::left_out) == "SEND\n\nhi\0"s);
}

TEST_CASE("encode: content-length counts octets, NUL included", "[encoder]") {
  CHECK(encoded(Version::v1_2, Command::SEND, {}, "h\xC3\xA9") == "SEND\ncontent-length:3\n\nh\xC3\xA9\0"s);
  CHECK(encoded(Version::v1_0, Command::SEND, {}, "a\0b"sv) == "SEND\ncontent-length:3\n\na\0b\0"s);
}

TEST_CASE("encode: a content-length of the caller's is passed over, the true one written", "[encoder]") {
  const std::vector<Header> headers{{"content-length", "99"}, {"a", "1"}, {"content-length", "x\0"sv}};
  CHECK(encoded(Version::v1_2, Command::SEND, headers, "hi") == "SEND\na:1\ncontent-length:2\n\nhi\0"s);
  CHECK(encoded(Version::v1_2, Command::SEND, headers, "hi", ContentLength::left_out) == "SEND\na:1\n\nhi\0"s);
  CHECK(encoded(Version::v1_2, Command::SEND, headers) == "SEND\na:1\n\n\0"s);
}

TEST_CASE("encode: what can't be written is refused", "[encoder]") {
  CHECK(refused(Version::v1_2, Command::SEND, {{"a", "1"}, {"", "x"}}) == ErrorCode::unwritable_header_name);
  CHECK(refused(Version::v1_0, Command::SEND, {{"a:b", "x"}}) == ErrorCode::unwritable_header_name);
  CHECK(refused(Version::v1_0, Command::SEND, {{"a", "x\ny"}}) == ErrorCode::unwritable_header_value);
  CHECK(refused(Version::none, Command::CONNECT, {{"a", "x\ry"}}) == ErrorCode::unwritable_header_value);
  CHECK(refused(Version::v1_2, Command::CONNECTED, {{"a\n", "x"}}) == ErrorCode::unwritable_header_name);
  CHECK(refused(Version::v1_2, Command::SEND, {}, "a\0b"sv, ContentLength::left_out) ==
        ErrorCode::unwritable_body);
}

TEST_CASE("encode: what is written is read back by the decoder", "[encoder]") {
  const std::vector<Header> headers{{"a:b\\", "\\n:\n"}, {"empty", ""}, {" blanks ", "  x  "}};
  for (const Version version : {Version::v1_1, Version::v1_2}) {
    const auto items = test::decode_whole(encoded(version, Command::MESSAGE, headers, "a\0\n"sv), version);
    REQUIRE(items.size() == 1);
    CHECK(
        items[0]["frame"]["headers"] ==
        nlohmann::json::parse(R"([["a:b\\","\\n:\n"],["empty",""],[" blanks ","  x  "],["content-length","3"]])"));
    CHECK(items[0]["frame"]["body"] == "a\0\n"s);
  }
}
