#include <algorithm>
#include <vector>

#include "audience.hpp"
#include "measurement.hpp"
#include "process_usage.hpp"
#include "ticker.hpp"

namespace hoofbeat::load {
namespace {

constexpr std::uint64_t second = 1'000'000'000;

double microseconds_at(const std::vector<std::uint64_t>& sorted, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
  return static_cast<double>(sorted[std::min(at, sorted.size() - 1)]) / 1000;
}

}  // namespace

Json measure_latency(const Request& request) {
  Audience audience(request.url, request.subscribers, request.size);
  const std::uint64_t interval = second / request.rate;
  const auto warm = static_cast<std::uint64_t>(request.warm_seconds * static_cast<double>(request.rate));
  const std::uint64_t count =
      warm + static_cast<std::uint64_t>(request.seconds * static_cast<double>(request.rate));

  std::vector<std::uint64_t> delays;
  delays.reserve(count * request.subscribers);
  Ticker ticker(audience.poller(), interval);
  // A message's number is the time at which it is due.
  const std::uint64_t first = nanoseconds(Clock::now()) + interval;
  const std::uint64_t measured_from = first + warm * interval;
  audience.on_arrival([&](std::uint64_t due) {
    if (due >= measured_from) delays.push_back(nanoseconds(Clock::now()) - due);
  });

  double cpu_before = 0;
  for (std::uint64_t sent = 0; sent < count;) {
    audience.wait(100);
    const std::uint64_t sent_before = sent;
    for (; sent < count && first + sent * interval <= nanoseconds(Clock::now()); ++sent) {
      if (sent == warm) cpu_before = cpu_seconds(request.pid);
      audience.publish(first + sent * interval);
    }
    if (sent > sent_before) audience.send();
  }
  const double cpu = cpu_seconds(request.pid) - cpu_before;
  audience.await_all();

  std::sort(delays.begin(), delays.end());
  if (delays.empty()) throw Failure("no message was measured");
  return {{"subscribers", request.subscribers},
          {"bodyBytes", request.size},
          {"ratePerSecond", request.rate},
          {"samples", delays.size()},
          {"p50", microseconds_at(delays, 0.5)},
          {"p90", microseconds_at(delays, 0.9)},
          {"p99", microseconds_at(delays, 0.99)},
          {"p999", microseconds_at(delays, 0.999)},
          {"max", microseconds_at(delays, 1)},
          {"cpuCores", cpu / request.seconds},
          {"published", audience.published()},
          {"received", audience.received()},
          {"checksumPublished", std::to_string(audience.checksum_published())},
          {"checksumReceived", std::to_string(audience.checksum_received())}};
}

}  // namespace hoofbeat::load
