#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace hoofbeat::stomp {

/// A plain decimal number: digits and nothing else. What exceeds 64 bits becomes the largest value,
/// which is beyond every limit.
constexpr std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  if (text.empty()) return std::nullopt;
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t number = 0;
  for (char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    const auto units = static_cast<std::uint64_t>(digit - '0');
    number = number > (largest - units) / 10 ? largest : number * 10 + units;
  }
  return number;
}

}  // namespace hoofbeat::stomp
