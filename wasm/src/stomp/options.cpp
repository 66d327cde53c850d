#include "options.hpp"

#include <cstddef>

#include "option_range.hpp"

namespace hoofbeat::wasm {

using records::Option;
using records::TextOption;

Result<Done> set_option(client::Options& options, Option option, double value) {
  if (!in_range(records::option_ranges, option, value)) return ErrorCode::invalid_option;
  const auto whole = [&] { return static_cast<std::uint32_t>(value); };
  switch (option) {
    case Option::connection_timeout: options.connection_timeout = value; break;
    case Option::connected_timeout: options.connected_timeout = value; break;
    case Option::receipt_timeout: options.receipt_timeout = value; break;
    case Option::disconnect_timeout: options.disconnect_timeout = value; break;
    case Option::close_timeout: options.close_timeout = value; break;
    case Option::error_timeout: options.error_timeout = value; break;
    case Option::wake_grace: options.wake_grace = value; break;
    case Option::heart_beat_outgoing: options.heart_beat.outgoing = whole(); break;
    case Option::heart_beat_incoming: options.heart_beat.incoming = whole(); break;
    case Option::heart_beat_tolerance: options.heart_beat_tolerance = value; break;
    case Option::reconnect_delay: options.reconnect.delay = value; break;
    case Option::reconnect_max_delay: options.reconnect.max_delay = value; break;
    case Option::reconnect_growth:
      options.reconnect.growth = whole() == 0 ? client::DelayGrowth::fixed : client::DelayGrowth::exponential;
      break;
    case Option::reconnect_jitter: options.reconnect.jitter = value; break;
    case Option::reconnect_max_attempts: options.reconnect.max_attempts = whole(); break;
    case Option::nul_may_be_missing: options.nul_may_be_missing = whole() != 0; break;
    case Option::max_subscriptions: options.max_subscriptions = whole(); break;
    case Option::max_receipts: options.max_receipts = whole(); break;
    default: return set_limit(options.limits, option, value);
  }
  return Done{};
}

Result<Done> set_limit(stomp::Limits& limits, Option option, double value) {
  if (!in_range(records::option_ranges, option, value)) return ErrorCode::invalid_option;
  const auto limit = static_cast<std::size_t>(value);
  switch (option) {
    case Option::max_frame_bytes: limits.max_frame_bytes = limit; break;
    case Option::max_body_bytes: limits.max_body_bytes = limit; break;
    case Option::max_line_bytes: limits.max_line_bytes = limit; break;
    case Option::max_headers: limits.max_headers = limit; break;
    case Option::max_kept_body_bytes: limits.max_kept_body_bytes = limit; break;
    default: return ErrorCode::invalid_option;
  }
  return Done{};
}

Result<Done> set_text_option(client::Options& options, TextOption option, std::string_view text) {
  switch (option) {
    case TextOption::host: options.host = text; return Done{};
    case TextOption::no_host: options.host.reset(); return Done{};
    case TextOption::versions: {
      const auto versions = stomp::VersionSet::parse(text);
      if (versions.empty()) return ErrorCode::invalid_option;
      options.versions = versions;
      return Done{};
    }
  }
  return ErrorCode::invalid_option;
}

}  // namespace hoofbeat::wasm
