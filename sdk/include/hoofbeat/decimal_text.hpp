#pragma once

#include <cstdint>
#include <string>

namespace hoofbeat {

/// Appends a number in decimal. In WebAssembly a quarter of what std::to_string and std::to_chars cost to
/// download.
void append_decimal(std::string& out, std::uint64_t number);

}  // namespace hoofbeat
