#include <benchmark/benchmark.h>

#include <string>

#include "client_stage.hpp"
#include "frames.hpp"
#include "outcome.hpp"

namespace hoofbeat::bench {
namespace {

void receive_message(benchmark::State& state, std::size_t body_octets) {
  const std::string frame = message_frame(1, ascii_text(body_octets));
  ClientStage client;
  bool done = true;
  for (auto _ : state) done = client.receive(frame) == body_octets && done;
  report(state, done, frame.size());
}
BENCHMARK_CAPTURE(receive_message, 100_B, 100);
BENCHMARK_CAPTURE(receive_message, 64_KiB, 64U << 10U);

}  // namespace
}  // namespace hoofbeat::bench
