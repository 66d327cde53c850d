#pragma once

#include <cstdint>
#include <string>

#include "clock.hpp"
#include "failure.hpp"

namespace hoofbeat::load {

/// Gives up on what makes no progress for ten seconds.
class Patience {
 public:
  explicit Patience(const char* awaited) : awaited_(awaited) {}

  /// `progress`: a number that changes whenever something comes of the waiting. Throws Failure.
  void check(std::uint64_t progress) {
    constexpr double seconds = 10;
    if (progress != progress_) {
      progress_ = progress;
      since_ = Clock::now();
    } else if (seconds_since(since_) > seconds) {
      throw Failure(std::string("nothing comes any more; awaited: ") + awaited_);
    }
  }

 private:
  const char* awaited_;
  std::uint64_t progress_ = 0;
  Clock::time_point since_ = Clock::now();
};

}  // namespace hoofbeat::load
