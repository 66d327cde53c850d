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
/// take 64 times as long, in every attempt; what others do on the machine spoils some. Inputs are small enough for
/// the caches, since memory has other costs, and are worked at so often that the clock's grain does not show.
inline double growth(const std::function<std::string(std::size_t)>& make,
                     const std::function<void(const std::string&)>& work) {
  constexpr double convincing = 16;
  constexpr std::size_t octets = 1U << 16U;
  const std::string small = make(octets);
  const std::string large = make(8 * octets);
  const auto seconds_for = [&](const std::string& input, int times) {
    return seconds([&] {
      for (int i = 0; i < times; ++i) work(input);
    });
  };
  int times = 1;
  while (seconds_for(small, times) < 0.004) times *= 2;
  double least = std::numeric_limits<double>::max();
  for (int attempt = 0; attempt < 5 && least > convincing; ++attempt)
    least = std::min(least, seconds_for(large, times) / seconds_for(small, times));
  return least;
}

}  // namespace hoofbeat::test
