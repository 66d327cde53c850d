#pragma once

#include <cstdint>
#include <optional>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/random.hpp>

namespace hoofbeat::client {

enum class DelayGrowth : std::uint8_t { fixed, exponential };

struct ReconnectOptions {
  /// Milliseconds before the first attempt to reconnect; 0: never reconnect.
  Time delay = 5000;
  /// Cap on the delay in milliseconds; 0: none. Below `delay` it is raised to it.
  Time max_delay = 900'000;
  DelayGrowth growth = DelayGrowth::fixed;
  /// Share of the delay that is drawn by chance, 0 … 1: a delay d becomes d·(1 − jitter) … d.
  double jitter = 0;
  /// Attempts in a row without CONNECTED before giving up; 0: no limit.
  std::uint32_t max_attempts = 0;
};

/// When to try again.
class ReconnectPolicy {
 public:
  struct Attempt {
    std::uint32_t number;  // 1 is the first reconnection
    Time delay;
  };

  /// None: reconnection is off, or its attempts are used up (then `exhausted()`).
  std::optional<Attempt> next(const ReconnectOptions& options, Random& random);
  bool exhausted(const ReconnectOptions& options) const;
  /// After CONNECTED, and on activation.
  void reset() { attempts_ = 0; }

 private:
  std::uint32_t attempts_ = 0;
};

}  // namespace hoofbeat::client
