#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace hoofbeat::stomp {

// Eight octets at a time. Each of these marks octets by their highest bit. The lowest mark is right, those above
// it may not be.
inline constexpr std::uint64_t ones = 0x0101010101010101U;
inline constexpr std::uint64_t high_bits = 0x8080808080808080U;

inline std::uint64_t zeros(std::uint64_t octets) { return (octets - ones) & ~octets & high_bits; }
inline std::uint64_t equal(std::uint64_t octets, char octet) {
  return zeros(octets ^ ones * static_cast<unsigned char>(octet));
}
/// All but printable ASCII, CR and the like; and backslash.
inline std::uint64_t unplain(std::uint64_t octets) {
  const std::uint64_t up_to_lf = (octets - ones * ('\n' + 1)) & ~octets & high_bits;
  return up_to_lf | (octets & high_bits) | equal(octets, '\\');
}

/// The first octet that is marked; the end where there is none, or fewer than eight octets are left to look at.
template <class Mark>
const char* find_marked(const char* at, const char* end, Mark mark) {
  for (; end - at >= 8; at += 8) {
    std::uint64_t octets;
    std::memcpy(&octets, at, sizeof octets);
    if (const std::uint64_t marks = mark(octets)) return at + std::countr_zero(marks) / 8;
  }
  return end;
}

struct LineEnd {
  const char* at;  // the LF or NUL that ends the line; else the end of what was looked at
  bool is_plain;   // true: no octet of the line is a backslash or beyond ASCII
};

// Eight octets a step. What is behind the line's end in the last step may make it look less plain than it is.
inline LineEnd find_line_end(const char* at, const char* end) {
  std::uint64_t special = 0;
  for (; end - at >= 8; at += 8) {
    std::uint64_t octets;
    std::memcpy(&octets, at, sizeof octets);
    special |= (octets & high_bits) | equal(octets, '\\');
    if (const std::uint64_t found = equal(octets, '\n') | zeros(octets))
      return {at + std::countr_zero(found) / 8, special == 0};
  }
  for (; at < end && *at != '\n' && *at != '\0'; ++at) {
    if (*at == '\\' || static_cast<unsigned char>(*at) >= 0x80) special = 1;
  }
  return {at, special == 0};
}

}  // namespace hoofbeat::stomp
