#pragma once

#include <string>
#include <string_view>

namespace hoofbeat::server::test {

/// A client's WebSocket frame; `head` is what precedes the mask.
inline std::string masked(std::string_view head, std::string_view payload) {
  constexpr std::string_view mask = "\x11\x22\x33\x44";
  std::string frame = std::string(head) + std::string(mask);
  for (std::size_t i = 0; i < payload.size(); ++i) frame += static_cast<char>(payload[i] ^ mask[i % 4]);
  return frame;
}

}  // namespace hoofbeat::server::test
