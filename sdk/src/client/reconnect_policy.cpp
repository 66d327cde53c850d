#include <hoofbeat/client/reconnect_policy.hpp>

#include <algorithm>
#include <cmath>

namespace hoofbeat::client {

std::optional<ReconnectPolicy::Attempt> ReconnectPolicy::next(const ReconnectOptions& options, Random& random) {
  if (options.delay <= 0 || exhausted(options)) return std::nullopt;
  // 2^63 ms is beyond any cap; more doublings would only overflow
  const double doublings = options.growth == DelayGrowth::exponential ? std::min<double>(attempts_, 63) : 0;
  Time delay = std::ldexp(options.delay, static_cast<int>(doublings));
  if (options.max_delay > 0) delay = std::min(delay, std::max(options.max_delay, options.delay));
  if (options.jitter > 0) delay *= 1 - std::min(options.jitter, 1.0) * random.fraction();
  return Attempt{++attempts_, delay};
}

bool ReconnectPolicy::exhausted(const ReconnectOptions& options) const {
  return options.max_attempts > 0 && attempts_ >= options.max_attempts;
}

}  // namespace hoofbeat::client
