#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hoofbeat::wasm {

/// UTF-16 units that well-formed UTF-8 becomes.
std::size_t utf16_units(std::string_view utf8);
bool is_ascii(std::string_view octets);

/// Where octets of a message lie in the JavaScript string that it came from. Asked in ascending order; counts each
/// stretch once, and from the end where that is nearer.
class Utf16Cursor {
 public:
  Utf16Cursor() = default;
  Utf16Cursor(std::string_view message, std::size_t units) : message_(message), units_(units) {}

  std::uint32_t unit_at(std::size_t octet);

 private:
  std::string_view message_;
  std::size_t units_ = 0;
  std::size_t octet_ = 0;  // counted so far
  std::size_t unit_ = 0;
};

}  // namespace hoofbeat::wasm
