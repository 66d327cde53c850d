#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <hoofbeat/error.hpp>

namespace hoofbeat::sockjs {

/// As sentence_of, of what this protocol reports: none of STOMP's codes.
std::string_view sentence_on(ErrorCode why);

/// Of a close event, e.g. "Sending error: http status 500".
std::string reason_of(std::string_view what, ErrorCode why, std::uint16_t status);

/// Why /info was not had, by its HTTP status; 0: there was none.
ErrorCode failure_of_info(std::uint16_t status);

}  // namespace hoofbeat::sockjs
