#include <hoofbeat/utf8.hpp>

#include <cstdint>
#include <cstring>

namespace hoofbeat {
namespace {

// Eight octets a step: nearly all headers are ASCII.
std::size_t ascii_prefix(std::string_view octets) {
  std::size_t i = 0;
  for (; i + 8 <= octets.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, octets.data() + i, 8);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (i < octets.size() && static_cast<unsigned char>(octets[i]) < 0x80) ++i;
  return i;
}

// The length of the well-formed sequence at the front, 0 where there is none (Unicode, table 3-7).
std::size_t sequence_length(std::string_view octets) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(octets[i]); };
  const auto within = [&](std::size_t i, unsigned low, unsigned high) {
    return i < octets.size() && at(i) >= low && at(i) <= high;
  };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return within(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;   // no overlong forms
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;  // no surrogates
    return within(1, low, high) && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;   // no overlong forms
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;  // nothing above U+10FFFF
    return within(1, low, high) && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::size_t utf8_prefix(std::string_view octets) {
  std::size_t i = 0;
  while (true) {
    i += ascii_prefix(octets.substr(i));
    if (i == octets.size()) return i;
    const std::size_t length = sequence_length(octets.substr(i));
    if (length == 0) return i;
    i += length;
  }
}

}  // namespace hoofbeat
