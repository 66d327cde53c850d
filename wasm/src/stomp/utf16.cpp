#include "utf16.hpp"

#include <bit>
#include <cstring>

namespace hoofbeat::wasm {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

std::uint64_t eight_octets(const char* at) {
  std::uint64_t octets;
  std::memcpy(&octets, at, sizeof octets);
  return octets;
}

}  // namespace

// Each octet that continues no sequence begins a unit; four octets become a pair of units.
std::size_t utf16_units(std::string_view utf8) {
  std::size_t units = 0;
  std::size_t i = 0;
  for (; i + 8 <= utf8.size(); i += 8) {
    const std::uint64_t octets = eight_octets(utf8.data() + i);
    const std::uint64_t continuing = octets & ~(octets << 1U) & high_bits;
    const std::uint64_t four = octets & (octets << 1U) & (octets << 2U) & (octets << 3U) & high_bits;
    units +=
        8U - static_cast<std::size_t>(std::popcount(continuing)) + static_cast<std::size_t>(std::popcount(four));
  }
  for (; i < utf8.size(); ++i) {
    const auto octet = static_cast<unsigned char>(utf8[i]);
    units += static_cast<std::size_t>((octet & 0xC0U) != 0x80U) + static_cast<std::size_t>(octet >= 0xF0U);
  }
  return units;
}

bool is_ascii(std::string_view octets) {
  std::size_t i = 0;
  for (; i + 8 <= octets.size(); i += 8)
    if ((eight_octets(octets.data() + i) & high_bits) != 0) return false;
  for (; i < octets.size(); ++i)
    if (static_cast<unsigned char>(octets[i]) >= 0x80U) return false;
  return true;
}

std::uint32_t Utf16Cursor::unit_at(std::size_t octet) {
  const std::size_t ahead = octet - octet_;
  const std::size_t behind = message_.size() - octet;
  unit_ = ahead <= behind ? unit_ + utf16_units(message_.substr(octet_, ahead))
                          : units_ - utf16_units(message_.substr(octet));
  octet_ = octet;
  return static_cast<std::uint32_t>(unit_);
}

}  // namespace hoofbeat::wasm
