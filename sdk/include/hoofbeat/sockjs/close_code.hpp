#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <hoofbeat/error.hpp>

namespace hoofbeat::sockjs {

/// Close codes of RFC 6455, section 7.4, and those of sockjs-client.
namespace close_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t broken = 1006;
inline constexpr std::uint16_t all_transports_failed = 2000;
/// Stands for protocol_error on a socket, since a page may close one with 1000 or 3000 to 4999 alone.
inline constexpr std::uint16_t violation = 4002;
}  // namespace close_code

/// Whether an application may close with it (WebSockets standard, "close(code, reason)").
constexpr bool may_be_given(std::uint16_t code) {
  return code == close_code::normal || (code >= 3000 && code <= 4999);
}

/// Why an application may not close with these, if it may not. `code` 0 stands for 1000; the reason, in UTF-8, is
/// no longer than sockjs-client allows: 123 UTF-16 code units.
constexpr std::optional<ErrorCode> refuse_close(std::uint32_t code, std::string_view reason) {
  if (code != 0 && (code > 4999 || !may_be_given(static_cast<std::uint16_t>(code))))
    return ErrorCode::invalid_close_code;
  std::size_t units = 0;
  for (const char c : reason) {
    const auto octet = static_cast<unsigned char>(c);
    units += static_cast<std::size_t>((octet & 0xC0U) != 0x80U) + static_cast<std::size_t>(octet >= 0xF0U);
  }
  if (units > 123) return ErrorCode::close_reason_too_long;
  return std::nullopt;
}

}  // namespace hoofbeat::sockjs
