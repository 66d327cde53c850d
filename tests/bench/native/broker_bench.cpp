#include <benchmark/benchmark.h>

#include <string>

#include "broker_stage.hpp"
#include "frames.hpp"
#include "outcome.hpp"

namespace hoofbeat::bench {
namespace {

/// From the octets of a SEND to what each subscriber's transport is to be given; items are deliveries.
void publish(benchmark::State& state, std::size_t subscribers, std::size_t body_octets) {
  const std::string frame = send_frame("/topic/prices.eu", ascii_text(body_octets));
  BrokerStage broker(subscribers);
  const std::size_t sent_before = broker.sent_octets();
  bool done = true;
  for (auto _ : state) done = broker.publish(frame) == subscribers && done;
  const std::size_t sent = broker.sent_octets() - sent_before;
  report(state, done, sent / static_cast<std::size_t>(state.iterations()), subscribers);
}
BENCHMARK_CAPTURE(publish, 100_B_to_1_subscriber, 1, 100);
BENCHMARK_CAPTURE(publish, 100_B_to_100_subscribers, 100, 100);
BENCHMARK_CAPTURE(publish, 16_KiB_to_1_subscriber, 1, 16U << 10U);
BENCHMARK_CAPTURE(publish, 16_KiB_to_100_subscribers, 100, 16U << 10U);

}  // namespace
}  // namespace hoofbeat::bench
