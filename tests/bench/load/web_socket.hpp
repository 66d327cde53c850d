#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hoofbeat::load {

inline constexpr unsigned text_frame = 1;
inline constexpr unsigned close_frame = 8;
inline constexpr unsigned ping_frame = 9;
inline constexpr unsigned pong_frame = 10;

using Mask = std::array<char, 4>;

/// Applies a mask, which also takes it away (RFC 6455, section 5.3).
void apply_mask(std::span<char> octets, const Mask& mask);

/// Appends a client's frame.
void append_masked_frame(std::string& out, unsigned opcode, std::string_view payload, const Mask& mask);
/// Appends the header of a server's frame.
void append_frame_header(std::string& out, unsigned opcode, std::size_t payload);

/// A frame that lies whole at the front of some octets.
struct WebSocketFrame {
  unsigned opcode = 0;
  /// Unmasked where it lies.
  std::span<char> payload;
  /// 0: there is no whole frame.
  std::size_t octets = 0;
};

WebSocketFrame frame_at_front(std::span<char> octets);

/// Cuts frames out of octets that arrive in any pieces. Whether peers obey the protocol is not its business.
class FrameCutter {
 public:
  /// Calls `handle(opcode, payload)` for each frame that is complete.
  template <class Handler>
  void feed(std::span<char> octets, Handler handle) {
    const bool continues = !rest_.empty();
    if (continues) rest_.append(octets.data(), octets.size());
    std::span<char> left = continues ? std::span<char>(rest_) : octets;
    for (WebSocketFrame frame = frame_at_front(left); frame.octets > 0; frame = frame_at_front(left)) {
      handle(frame.opcode, std::string_view(frame.payload.data(), frame.payload.size()));
      left = left.subspan(frame.octets);
    }
    if (!continues) {
      rest_.assign(left.data(), left.size());
    } else {
      rest_.erase(0, rest_.size() - left.size());
    }
  }

 private:
  std::string rest_;
};

}  // namespace hoofbeat::load
