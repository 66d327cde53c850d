#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace hoofbeat::sockjs {

constexpr std::uint64_t each_octet(std::uint64_t octet) { return 0x0101010101010101U * octet; }

// Each is zero where no octet of the word is so; what it is otherwise does not tell which one.
constexpr std::uint64_t octets_below(std::uint64_t word, std::uint64_t bound) {
  return (word - each_octet(bound)) & ~word & each_octet(0x80);
}
constexpr std::uint64_t octets_equal(std::uint64_t word, std::uint64_t octet) {
  return octets_below(word ^ each_octet(octet), 1);
}

/// Whether the octet stands for itself in a JSON string, taken by itself.
constexpr bool is_plain(char octet) {
  return static_cast<unsigned char>(octet) >= 0x20 && octet != '"' && octet != '\\';
}

/// How many octets at the front stand for themselves in a JSON string. Eight a step: nearly all do. `stops`:
/// octets with one of these bits end the run too.
inline std::size_t plain_prefix(std::string_view text, unsigned char stops = 0) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if ((octets_below(word, 0x20) | octets_equal(word, '"') | octets_equal(word, '\\') |
         (word & each_octet(stops))) != 0)
      break;
  }
  while (i < text.size() && is_plain(text[i]) && (static_cast<unsigned char>(text[i]) & stops) == 0) ++i;
  return i;
}

}  // namespace hoofbeat::sockjs
