#include <benchmark/benchmark.h>

#include <hoofbeat/sockjs/frame.hpp>
#include <string>
#include <variant>
#include <vector>

#include "frames.hpp"
#include "outcome.hpp"

namespace hoofbeat::bench {
namespace {

std::vector<std::string> copies(const std::string& message, std::size_t count) {
  return std::vector<std::string>(count, message);
}

std::string array_frame(const std::vector<std::string>& messages) {
  const std::vector<std::string_view> views(messages.begin(), messages.end());
  std::string out;
  sockjs::append_messages(out, views);
  return out;
}

void write_sockjs(benchmark::State& state, const std::vector<std::string>& messages) {
  const std::vector<std::string_view> views(messages.begin(), messages.end());
  std::string out;
  for (auto _ : state) {
    out.clear();
    sockjs::append_messages(out, views);
    benchmark::DoNotOptimize(out.data());
  }
  report(state, out.starts_with("a[\"") && out.ends_with("\"]"), out.size(), messages.size());
}

void read_sockjs(benchmark::State& state, const std::vector<std::string>& messages) {
  const std::string frame = array_frame(messages);
  bool done = true;
  for (auto _ : state) {
    const auto read = sockjs::read_server_frame(frame, messages.size());
    const auto* const list = read ? std::get_if<sockjs::MessageList>(&read.value()) : nullptr;
    done = done && list != nullptr && list->size() == messages.size();
    benchmark::DoNotOptimize(list);
  }
  report(state, done, frame.size(), messages.size());
}

BENCHMARK_CAPTURE(write_sockjs, 1_STOMP_frame_of_250_B, copies(message_of(1, 250), 1));
BENCHMARK_CAPTURE(write_sockjs, 100_STOMP_frames_of_250_B, copies(message_of(1, 250), 100));
BENCHMARK_CAPTURE(write_sockjs, 64_KiB_of_ASCII, copies(ascii_text(64U << 10U), 1));
BENCHMARK_CAPTURE(write_sockjs, 64_KiB_of_other_text, copies(european_text(64U << 10U), 1));
BENCHMARK_CAPTURE(read_sockjs, 1_STOMP_frame_of_250_B, copies(message_of(1, 250), 1));
BENCHMARK_CAPTURE(read_sockjs, 100_STOMP_frames_of_250_B, copies(message_of(1, 250), 100));
BENCHMARK_CAPTURE(read_sockjs, 64_KiB_of_ASCII, copies(ascii_text(64U << 10U), 1));
BENCHMARK_CAPTURE(read_sockjs, 64_KiB_of_other_text, copies(european_text(64U << 10U), 1));

}  // namespace
}  // namespace hoofbeat::bench
