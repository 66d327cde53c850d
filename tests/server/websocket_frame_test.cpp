#include <catch2/catch.hpp>

#include <string>

#include "core/websocket_frame.hpp"
#include "masked_frame.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using namespace std::literals;

namespace {

constexpr std::size_t any_size = 1U << 20U;

std::string medium(std::string_view opcode, std::size_t size) {
  const auto high = static_cast<char>(size >> 8U);
  const auto low = static_cast<char>(size & 0xFFU);
  return masked(std::string(opcode) + '\xFE' + high + low, std::string(size, 'x'));
}

}  // namespace

TEST_CASE("a message that lies whole in one frame is unmasked, whatever follows") {
  for (const std::string& payload : {"a"s, "h\xC3\xA4uf"s, "exactly8"s, "eight and some more"s, "nul\0"s}) {
    const std::string head = {'\x81', static_cast<char>(0x80U | payload.size())};
    std::string octets = masked(head, payload) + "behind";
    const auto message = whole_message(octets, any_size);
    REQUIRE(message);
    CHECK(message->payload == payload);
    CHECK(message->text);
    CHECK(message->octets == octets.size() - 6);
  }
  std::string binary = masked("\x82\x82"sv, "\xC3\x28");
  const auto message = whole_message(binary, any_size);
  REQUIRE(message);
  CHECK(message->payload == "\xC3\x28");
  CHECK_FALSE(message->text);
}

TEST_CASE("a payload's length may take two octets") {
  for (const std::size_t size : {126U, 1000U, 65535U}) {
    std::string octets = medium("\x81", size);
    const auto message = whole_message(octets, any_size);
    REQUIRE(message);
    CHECK(message->payload == std::string(size, 'x'));
    CHECK(message->octets == octets.size());
  }
}

TEST_CASE("what is anything else stays as it is") {
  const std::string whole = masked("\x81\x85"sv, "whole");
  const std::string long_one = medium("\x81", 300);
  std::vector<std::string> others;
  for (std::size_t size = 0; size < whole.size(); ++size) others.push_back(whole.substr(0, size));
  for (std::size_t size = 0; size < long_one.size(); ++size) others.push_back(long_one.substr(0, size));
  for (const std::string& other : {
           masked("\x01\x82"sv, "hi"),                              // a message's first frame
           masked("\x80\x82"sv, "hi"),                              // its last
           masked("\xC1\x82"sv, "hi"),                              // compressed
           masked("\x88\x82"sv, "hi"), masked("\x89\x82"sv, "hi"),  // control frames
           masked("\x81\x80"sv, ""),                                // no payload
           "\x81\x05plain and more"s,                               // not masked
           medium("\x81", 125),                                     // a length in more octets than it takes
           masked("\x81\xFF\0\0\0\0\0\1\0\0"sv, std::string(65536, 'x')),
           masked("\x81\x82"sv, "\xC3\x28"),  // not UTF-8
       })
    others.push_back(other);
  for (const std::string& other : others) {
    std::string octets = other;
    CHECK_FALSE(whole_message(octets, any_size));
    CHECK(octets == other);
  }
  std::string octets = whole;
  CHECK_FALSE(whole_message(octets, 4));
  CHECK(whole_message(octets, 5));
}

TEST_CASE("the header of a server's message") {
  CHECK(MessageHeader(true, 0).octets() == "\x81\x00"sv);
  CHECK(MessageHeader(true, 125).octets() == "\x81\x7D"sv);
  CHECK(MessageHeader(false, 126).octets() == "\x82\x7E\x00\x7E"sv);
  CHECK(MessageHeader(true, 65535).octets() == "\x81\x7E\xFF\xFF"sv);
  CHECK(MessageHeader(false, 65536).octets() == "\x82\x7F\0\0\0\0\0\1\0\0"sv);
}
