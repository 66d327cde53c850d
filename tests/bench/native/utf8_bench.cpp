#include <benchmark/benchmark.h>

#include <hoofbeat/utf8.hpp>
#include <string>

#include "frames.hpp"
#include "outcome.hpp"

namespace hoofbeat::bench {
namespace {

void validate_utf8(benchmark::State& state, const std::string& text) {
  bool done = true;
  for (auto _ : state) {
    const bool valid = is_utf8(text);
    benchmark::DoNotOptimize(valid);
    done = done && valid;
  }
  report(state, done, text.size());
}
BENCHMARK_CAPTURE(validate_utf8, 100_B_of_ASCII, ascii_text(100));
BENCHMARK_CAPTURE(validate_utf8, 64_KiB_of_ASCII, ascii_text(64U << 10U));
BENCHMARK_CAPTURE(validate_utf8, 100_B_of_other_text, european_text(100));
BENCHMARK_CAPTURE(validate_utf8, 64_KiB_of_other_text, european_text(64U << 10U));

}  // namespace
}  // namespace hoofbeat::bench
