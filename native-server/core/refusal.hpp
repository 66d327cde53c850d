#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hoofbeat/error.hpp>
#include <hoofbeat/stomp/version.hpp>

namespace hoofbeat::server {

/// RFC 6455, section 7.4.1; 1013 is in the registry that section sets up.
namespace close_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t invalid_payload = 1007;
inline constexpr std::uint16_t policy_violation = 1008;
inline constexpr std::uint16_t too_big = 1009;
inline constexpr std::uint16_t try_again_later = 1013;
}  // namespace close_code

/// RFC 6455, section 5.5: 125 octets in a control frame, two of them the code.
inline constexpr std::size_t longest_close_reason = 123;

/// Why a client is sent ERROR. The connection closes behind it (STOMP 1.2, "ERROR").
struct Refusal {
  /// The header `error-code`: for programs, e.g. "unknown_destination".
  std::string_view code;
  /// The header `message`: a few words.
  std::string message;
  /// The body: what was wrong and what would be right.
  std::string explanation;
  std::uint16_t close_code = close_code::protocol_error;
  /// Further headers.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// Octets that are no frame.
Refusal malformed(DecodeError error, stomp::Version version);

/// A peer's text between quotation marks, fit for a header and a log: control characters replaced, cut to 100
/// octets.
std::string quoted(std::string_view text);
/// The longest prefix of at most `octets` octets that does not end within a character.
std::string_view cut(std::string_view text, std::size_t octets);

}  // namespace hoofbeat::server
