#include <benchmark/benchmark.h>

#include <hoofbeat/stomp/encoder.hpp>
#include <hoofbeat/stomp/escape.hpp>
#include <string>

#include "frames.hpp"
#include "outcome.hpp"

namespace hoofbeat::bench {
namespace {

constexpr std::string_view plain = "/queue/prices.of.everything.there.is.in.europe.today";
constexpr std::string_view full_of_escapes = "C:\\prices\\of:everything\nthere:is\nin\\europe:today\\and";

void encode_send(benchmark::State& state, std::size_t body_octets, std::string_view value) {
  const std::string body = ascii_text(body_octets);
  const stomp::Header headers[] = {{"destination", value}, {"content-type", "text/plain"}};
  std::string out;
  bool done = true;
  for (auto _ : state) {
    out.clear();
    done = stomp::encode(out, stomp::Version::v1_2, stomp::Command::SEND, headers, body) && done;
    benchmark::DoNotOptimize(out.data());
  }
  report(state, done && out.ends_with(body + '\0'), out.size());
}
BENCHMARK_CAPTURE(encode_send, 100_B, 100, plain);
BENCHMARK_CAPTURE(encode_send, 4_KiB, 4U << 10U, plain);
BENCHMARK_CAPTURE(encode_send, 64_KiB, 64U << 10U, plain);
BENCHMARK_CAPTURE(encode_send, 100_B_with_escapes, 100, full_of_escapes);

void escape(benchmark::State& state, std::string_view value) {
  std::string out;
  bool done = true;
  for (auto _ : state) {
    out.clear();
    done = stomp::write_value(stomp::Escaping::v1_2, value, out) && done;
    benchmark::DoNotOptimize(out.data());
  }
  report(state, done, value.size());
}
BENCHMARK_CAPTURE(escape, nothing_in_it, plain);
BENCHMARK_CAPTURE(escape, much_in_it, full_of_escapes);

void unescape(benchmark::State& state, std::string_view value) {
  std::string escaped;
  bool done = stomp::write_value(stomp::Escaping::v1_2, value, escaped);
  std::string out;
  for (auto _ : state) {
    out.clear();
    done = !stomp::unescape(stomp::Escaping::v1_2, escaped, out) && done;
    benchmark::DoNotOptimize(out.data());
  }
  report(state, done && out == value, escaped.size());
}
BENCHMARK_CAPTURE(unescape, nothing_in_it, plain);
BENCHMARK_CAPTURE(unescape, much_in_it, full_of_escapes);

}  // namespace
}  // namespace hoofbeat::bench
