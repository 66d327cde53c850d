#include <algorithm>

#include "audience.hpp"
#include "measurement.hpp"
#include "process_usage.hpp"

namespace hoofbeat::load {
namespace {

constexpr std::uint64_t most_at_once = 64;
constexpr std::size_t most_unsent = 1U << 20U;

// Keeps the window full for a while.
void run(Audience& audience, std::uint64_t window, double seconds) {
  const auto start = Clock::now();
  while (seconds_since(start) < seconds) {
    const std::uint64_t sent_before = audience.published();
    for (std::uint64_t i = 0; i < most_at_once && audience.awaited() < window; ++i) {
      if (audience.unsent() > most_unsent) break;
      audience.publish(audience.published() + 1);
    }
    const bool sent = audience.published() > sent_before;
    if (sent) audience.send();
    audience.wait(sent ? 0 : 50);
  }
}

}  // namespace

Json measure_throughput(const Request& request) {
  Audience audience(request.url, request.subscribers, request.size);
  const std::uint64_t window = request.window * request.subscribers;
  run(audience, window, request.warm_seconds);

  const auto start = Clock::now();
  const std::uint64_t received_before = audience.received();
  const double cpu_before = cpu_seconds(request.pid);
  run(audience, window, request.seconds);
  const double cpu = cpu_seconds(request.pid) - cpu_before;
  const auto deliveries = static_cast<double>(audience.received() - received_before);
  const double seconds = seconds_since(start);

  audience.await_all();
  return {{"subscribers", request.subscribers},
          {"bodyBytes", request.size},
          {"deliveriesPerSecond", deliveries / seconds},
          {"cpuCores", cpu / seconds},
          {"cpuSecondsPer100k", deliveries > 0 ? cpu / deliveries * 1e5 : 0},
          {"published", audience.published()},
          {"received", audience.received()},
          {"checksumPublished", std::to_string(audience.checksum_published())},
          {"checksumReceived", std::to_string(audience.checksum_received())}};
}

}  // namespace hoofbeat::load
