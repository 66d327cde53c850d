#pragma once

#include <array>
#include <cstddef>

namespace hoofbeat::wasm {

/// Whether an option may have this value. `Range` is generated. NaN is out of every range.
template <class Range, std::size_t Count, class Option>
bool in_range(const std::array<Range, Count>& ranges, Option option, double value) {
  const auto index = static_cast<std::size_t>(option);
  return index < Count && value >= ranges[index].least && value <= ranges[index].most;
}

}  // namespace hoofbeat::wasm
