#pragma once

#include <cstdint>
#include <vector>

#include "core/output.hpp"
#include "core/settings.hpp"
#include "core/statistics.hpp"

namespace hoofbeat::server {

/// What every part of the broker works with during one input.
struct Context {
  Settings settings;
  Outbox outbox;
  Statistics statistics;
  /// The time of the input, in milliseconds.
  Time now = 0;
  /// Of the publication made last.
  std::uint64_t sequence = 0;
  /// Of the subscription made last.
  std::uint64_t serial = 0;
  /// Sessions that were closed during this input and still hold subscriptions. They are cleared away when
  /// it has been dealt with: until then nothing that is being walked through changes.
  std::vector<ConnectionId> closed_sessions;

  void log(LogLevel level, std::string_view event, ConnectionId connection,
           std::vector<std::pair<std::string_view, std::string>> fields = {}) {
    outbox.push(LogEvent{level, event, connection, std::move(fields)});
  }
};

}  // namespace hoofbeat::server
