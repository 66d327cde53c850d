#pragma once

#include <cstdint>

#include <hoofbeat/random.hpp>

namespace hoofbeat::sim {

/// What a seed decides.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::uint64_t seed() { return random_.next(); }
  double between(double low, double high) { return low + (high - low) * random_.fraction(); }
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(random_.fraction() * static_cast<double>(count));
  }
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  Random random_;
};

}  // namespace hoofbeat::sim
