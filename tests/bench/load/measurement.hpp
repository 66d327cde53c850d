#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

#include "url.hpp"

namespace hoofbeat::load {

/// What to measure, and where.
struct Request {
  Url url;
  /// The broker's.
  pid_t pid = 0;
  std::size_t subscribers = 1;
  /// Octets of a body.
  std::size_t size = 100;
  /// How many messages may be on their way to a subscriber at a time.
  std::size_t window = 500;
  /// Messages a second.
  std::size_t rate = 1000;
  std::size_t connections = 1000;
  /// Before and while it is measured.
  double warm_seconds = 1;
  double seconds = 3;
};

using Json = nlohmann::ordered_json;

/// As many messages as the broker takes: deliveries a second, and CPU-seconds of the broker's for each 100,000.
Json measure_throughput(const Request& request);
/// Messages at a steady rate: time from when each was due, sent late or not, until a subscriber has it;
/// microseconds.
Json measure_latency(const Request& request);
/// Connections, each subscribed to a destination of its own, that do nothing: resident memory for each.
Json measure_idle(const Request& request);

}  // namespace hoofbeat::load
