#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

#include <hoofbeat/stomp/decimal.hpp>

using hoofbeat::stomp::parse_decimal;

TEST_CASE("plain decimal numbers", "[decimal]") {
  CHECK(parse_decimal("0") == std::uint64_t{0});
  CHECK(parse_decimal("007") == std::uint64_t{7});
  CHECK(parse_decimal("1234567890") == std::uint64_t{1'234'567'890});
  CHECK(parse_decimal("18446744073709551614") == UINT64_MAX - 1);
  CHECK(parse_decimal("18446744073709551615") == UINT64_MAX);
}

TEST_CASE("numbers beyond 64 bits become the largest", "[decimal]") {
  CHECK(parse_decimal("18446744073709551616") == UINT64_MAX);
  CHECK(parse_decimal("18446744073709551620") == UINT64_MAX);
  CHECK(parse_decimal("99999999999999999999") == UINT64_MAX);
  CHECK(parse_decimal(std::string(10'000, '9')) == UINT64_MAX);
  CHECK(parse_decimal("1" + std::string(100, '0')) == UINT64_MAX);
  CHECK(parse_decimal(std::string(10'000, '0') + "5") == std::uint64_t{5});
}

TEST_CASE("what is not a plain decimal number", "[decimal]") {
  for (const auto* text : {"", " ", "+5", "-1", "2x", "abc", " 5", "5 ", "1.0", "1e3", "0x10", "\xD9\xA1", "5\r"})
    CHECK_FALSE(parse_decimal(text));
  for (unsigned number = 0; number < 256; ++number) {
    const char octet = static_cast<char>(number);
    CHECK(parse_decimal({&octet, 1}).has_value() == (number >= '0' && number <= '9'));
  }
  CHECK_FALSE(parse_decimal(std::string(30, '9') + "x"));
}
