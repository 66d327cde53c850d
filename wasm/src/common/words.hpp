#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

// What records are made of.

namespace hoofbeat::wasm {

inline std::uint32_t address_of(const void* memory) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(memory));
}

/// Text or octets where they lie in wasm memory.
struct Text {
  std::uint32_t address = 0;
  std::uint32_t length = 0;

  Text() = default;
  Text(const void* start, std::size_t octets)
      : address(address_of(start)), length(static_cast<std::uint32_t>(octets)) {}
  Text(std::string_view text) : Text(text.data(), text.size()) {}
};

/// Text that may hold half a pair of surrogates (WTF-8), which JavaScript's decoder would replace.
struct LooseText {
  Text text;
  std::uint32_t has_halves = 0;

  LooseText() = default;
  LooseText(std::string_view octets) : text(octets), has_halves(finds_half(octets) ? 1 : 0) {}

 private:
  // U+D800–DFFF begin with ED A0 … ED BF.
  static bool finds_half(std::string_view octets) {
    for (auto at = octets.find('\xED'); at != std::string_view::npos; at = octets.find('\xED', at + 1))
      if (at + 1 < octets.size() && static_cast<unsigned char>(octets[at + 1]) >= 0xA0U) return true;
    return false;
  }
};

/// A double in two words, low one first, so that records need no padding.
struct Double {
  std::uint32_t low = 0;
  std::uint32_t high = 0;

  Double() = default;
  Double(double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    low = static_cast<std::uint32_t>(bits);
    high = static_cast<std::uint32_t>(bits >> 32U);
  }
};

using Words = std::span<const std::uint32_t>;

}  // namespace hoofbeat::wasm
