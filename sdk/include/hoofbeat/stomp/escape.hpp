#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <hoofbeat/stomp/command.hpp>
#include <hoofbeat/stomp/version.hpp>

namespace hoofbeat::stomp {

/// How names and values of headers are written, by version and frame
/// (STOMP 1.1 and 1.2, "Value Encoding").
enum class Escaping : std::uint8_t {
  handshake,  ///< none: CONNECT, STOMP and CONNECTED, and whatever is sent before a version is agreed
  v1_0,       ///< none
  v1_1,       ///< \n \c and two backslashes
  v1_2,       ///< and \r
};

Escaping escaping_of(Version version, Command command);

/// CR LF ends a line in 1.2 (STOMP 1.2, "STOMP Frames"); before a version is agreed the peer may speak 1.2.
constexpr bool allows_crlf(Version version) { return version == Version::none || version == Version::v1_2; }

/// Appends the text unescaped; the offset of the offending backslash where an escape is undefined.
std::optional<std::size_t> unescape(Escaping escaping, std::string_view text, std::string& out);

/// Appends the name escaped; false, and nothing appended, where it can't be written.
bool write_name(Escaping escaping, std::string_view name, std::string& out);
/// Appends the value escaped; false, and nothing appended, where it can't be written.
bool write_value(Escaping escaping, std::string_view value, std::string& out);

}  // namespace hoofbeat::stomp
