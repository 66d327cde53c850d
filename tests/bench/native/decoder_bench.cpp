#include <benchmark/benchmark.h>

#include <string>

#include "frames.hpp"
#include "outcome.hpp"

// From octets to a frame of which each header was looked at.

namespace hoofbeat::bench {
namespace {

constexpr std::size_t mebi = 1U << 20U;

void decode_frames(benchmark::State& state, const std::string& octets, std::size_t frames, std::size_t piece) {
  stomp::Decoder decoder = decoder_of_1_2();
  bool done = true;
  for (auto _ : state) {
    const Decoded decoded = decode(decoder, octets, piece);
    benchmark::DoNotOptimize(decoded);
    done = done && decoded.frames == frames;
  }
  report(state, done, octets.size(), frames);
}

void decode_one(benchmark::State& state, const std::string& frame) {
  decode_frames(state, frame, 1, frame.size());
}

std::string frames_of_250(std::size_t count) {
  std::string octets;
  for (std::size_t i = 0; i < count; ++i) octets += message_of(i, 250);
  return octets;
}

BENCHMARK_CAPTURE(decode_one, 250_B, message_of(1, 250));
BENCHMARK_CAPTURE(decode_one, 4_KiB, message_frame(1, ascii_text(4U << 10U)));
BENCHMARK_CAPTURE(decode_one, 64_KiB, message_frame(1, ascii_text(64U << 10U)));
BENCHMARK_CAPTURE(decode_one, 1_MiB, message_frame(1, ascii_text(mebi)));
BENCHMARK_CAPTURE(decode_one, 250_B_of_other_text, message_frame(1, european_text(118)));
BENCHMARK_CAPTURE(decode_one, 10_headers, message_with_headers(10, false));
BENCHMARK_CAPTURE(decode_one, 100_headers, message_with_headers(100, false));
BENCHMARK_CAPTURE(decode_one, 1000_headers, message_with_headers(995, false));
BENCHMARK_CAPTURE(decode_one, 100_headers_with_escapes, message_with_headers(100, true));

BENCHMARK_CAPTURE(decode_frames, 100_frames_in_one_message, frames_of_250(100), 100, 25'000);
BENCHMARK_CAPTURE(decode_frames, 250_B_octet_by_octet, message_of(1, 250), 1, 1);
BENCHMARK_CAPTURE(decode_frames, 1_MiB_in_pieces_of_1_KiB, message_frame(1, ascii_text(mebi)), 1, 1U << 10U);
BENCHMARK_CAPTURE(decode_frames, 1_MiB_in_pieces_of_4_KiB, message_frame(1, ascii_text(mebi)), 1, 4U << 10U);
BENCHMARK_CAPTURE(decode_frames, 1_MiB_in_pieces_of_64_KiB, message_frame(1, ascii_text(mebi)), 1, 64U << 10U);

}  // namespace
}  // namespace hoofbeat::bench
