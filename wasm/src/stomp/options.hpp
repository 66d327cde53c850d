#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <hoofbeat/client/options.hpp>
#include <hoofbeat/result.hpp>
#include <hoofbeat/stomp/limits.hpp>

#include "records.hpp"

namespace hoofbeat::wasm {

/// Of bodies that come in pieces JavaScript keeps what is beyond: wasm memory is never given back.
inline constexpr std::size_t max_kept_body_bytes = 32U << 10U;

/// Errors: invalid_option, where the value is outside the range that records.json gives.
Result<Done> set_option(client::Options& options, records::Option option, double value);
/// Limits are options of decoders too; invalid_option for all others.
Result<Done> set_limit(stomp::Limits& limits, records::Option option, double value);
/// Errors: invalid_option, where no version is left.
Result<Done> set_text_option(client::Options& options, records::TextOption option, std::string_view text);

}  // namespace hoofbeat::wasm
