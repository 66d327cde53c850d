#pragma once

#include <chrono>

#include <hoofbeat/deadlines.hpp>

namespace hoofbeat::server {

using Clock = std::chrono::steady_clock;

inline Time now() { return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count(); }

inline Clock::time_point time_point_of(Time time) {
  return Clock::time_point(
      std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(time)));
}

}  // namespace hoofbeat::server
