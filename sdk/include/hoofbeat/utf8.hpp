#pragma once

#include <cstddef>
#include <string_view>

namespace hoofbeat {

/// The length of the longest prefix that is well-formed UTF-8 (Unicode, table 3-7); `octets.size()` if all is.
std::size_t utf8_prefix(std::string_view octets);

inline bool is_utf8(std::string_view octets) { return utf8_prefix(octets) == octets.size(); }

}  // namespace hoofbeat
