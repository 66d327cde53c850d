#pragma once

#include <cmath>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "overloaded.hpp"

// What the players of transcripts share.

namespace hoofbeat::test {

/// Rounded to a thousandth; without a fraction as an integer, as the transcripts write it: outputs are compared as
/// text.
inline nlohmann::json thousandths(double number) {
  const double rounded = std::round(number * 1000) / 1000;
  if (rounded == std::floor(rounded) && std::abs(rounded) < 1e15) return static_cast<std::int64_t>(rounded);
  return rounded;
}

}  // namespace hoofbeat::test
