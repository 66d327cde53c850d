#pragma once

#include <cstddef>

#include <benchmark/benchmark.h>

namespace hoofbeat::bench {

/// Ends a benchmark of which an iteration did not do what it measures; else tells its throughput, in octets and in
/// frames or messages.
inline void report(benchmark::State& state, bool done, std::size_t octets, std::size_t items = 1) {
  if (!done) state.SkipWithError("it did other work than it should");
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(octets));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items));
}

}  // namespace hoofbeat::bench
