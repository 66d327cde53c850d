#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/stomp/header.hpp>

namespace hoofbeat::wasm {

/// Lists of header names that frames came with. A broker's frames have few, and property keys made of fresh text
/// are what costs most in JavaScript; so it keeps each list, and is told its number.
class ShapeTable {
 public:
  static constexpr std::size_t max_shapes = 128;
  static constexpr std::size_t max_names = 128;
  static constexpr std::size_t max_octets = 4096;

  /// From 1 on; 0 where the list is not kept, since it is too long, or new and the table full.
  std::uint32_t number_of(stomp::Headers headers);
  /// The names, a NUL behind each; "" for a number that was not given out.
  std::string_view operator[](std::uint32_t number) const;

 private:
  static constexpr std::size_t slot_count = 2 * max_shapes;

  bool is(std::uint32_t number, stomp::Headers headers) const;
  std::uint32_t add(stomp::Headers headers);

  std::vector<std::string> shapes_;               // by number, less 1
  std::array<std::uint8_t, slot_count> slots_{};  // number; 0: free
  std::uint32_t last_ = 0;                        // most frames are like the one before
};

}  // namespace hoofbeat::wasm
