#include "ticker.hpp"

#include <sys/timerfd.h>

#include "failure.hpp"

namespace hoofbeat::load {

Ticker::Ticker(Poller& poller, std::uint64_t interval_nanoseconds)
    : timer_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  constexpr std::uint64_t second = 1'000'000'000;
  itimerspec times{};
  times.it_interval.tv_sec = static_cast<time_t>(interval_nanoseconds / second);
  times.it_interval.tv_nsec = static_cast<long>(interval_nanoseconds % second);
  times.it_value = times.it_interval;
  if (!timer_.valid() || timerfd_settime(timer_.number(), 0, &times, nullptr) != 0)
    throw system_failure("timerfd");
  poller.add(timer_.number(), *this);
}

void Ticker::readable() {
  std::uint64_t expirations = 0;
  if (read(timer_.number(), &expirations, sizeof expirations) < 0) return;  // not yet after all
}

}  // namespace hoofbeat::load
