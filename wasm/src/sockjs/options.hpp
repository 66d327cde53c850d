#pragma once

#include <string_view>

#include <hoofbeat/result.hpp>
#include <hoofbeat/sockjs/client_options.hpp>

#include "sockjs_records.hpp"

namespace hoofbeat::wasm {

/// Errors: invalid_option, where the value is outside the range that sockjs-records.json gives.
Result<Done> set_option(sockjs::ClientOptions& options, records::Option option, double value);
/// Errors: invalid_option, where no session can have such a text.
Result<Done> set_text_option(sockjs::ClientOptions& options, records::TextOption option, std::string_view text);

}  // namespace hoofbeat::wasm
