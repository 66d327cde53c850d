#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include <hoofbeat/decimal_text.hpp>

using hoofbeat::append_decimal;

namespace {

std::string decimal(std::uint64_t number) {
  std::string text;
  append_decimal(text, number);
  return text;
}

}  // namespace

TEST_CASE("Decimal text: what std::to_string writes, at every length", "[decimal_text]") {
  CHECK(decimal(0) == "0");
  std::uint64_t power = 1;
  for (int digits = 1; digits <= 20; ++digits) {
    CHECK(decimal(power) == std::to_string(power));
    CHECK(decimal(power - 1) == std::to_string(power - 1));
    if (digits < 20) power *= 10;
  }
  CHECK(decimal(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
}

TEST_CASE("Decimal text: is put behind what is there", "[decimal_text]") {
  std::string text = "sub-";
  append_decimal(text, 42);
  CHECK(text == "sub-42");
}
