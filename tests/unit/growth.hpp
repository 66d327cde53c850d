#pragma once

#include <algorithm>
#include <ctime>
#include <functional>
#include <limits>
#include <string>

namespace hoofbeat::test {

/// Of the processor, for this work; the least of three rounds.
inline double seconds(const std::function<void()>& work) {
  double least = std::numeric_limits<double>::max();
  for (int round = 0; round < 3; ++round) {
    const std::clock_t start = std::clock();
    work();
    least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return least;
}

/// What eight times the input costs; `make` is told about how many octets it should have. Quadratic work would
/// take 64 times as long. A start of some milliseconds keeps the clock's grain out of it.
inline double growth(const std::function<std::string(std::size_t)>& make,
                     const std::function<void(const std::string&)>& work) {
  constexpr std::size_t most = 8U << 20U;
  const auto seconds_for = [&](std::size_t n) {
    const std::string input = make(n);
    return seconds([&] { work(input); });
  };
  std::size_t n = 1U << 16U;
  double small = seconds_for(n);
  while (small < 0.004 && n < most) small = seconds_for(n *= 2);
  return seconds_for(8 * n) / std::max(small, 0.002);
}

}  // namespace hoofbeat::test
