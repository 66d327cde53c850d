#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace hoofbeat::server {

/// A client's message that is one frame (RFC 6455, section 5.2).
struct WholeMessage {
  /// Unmasked.
  std::string_view payload;
  /// Else binary.
  bool text = true;
  /// Of the frame, its header included.
  std::size_t octets = 0;
};

/// The message whose frame lies whole at the front of these octets; its payload is unmasked where it lies. None,
/// and nothing changed, where it is anything else: a piece, a control frame, a text that is not UTF-8, a payload
/// of none or more than `max_payload` octets, a frame against the protocol.
std::optional<WholeMessage> whole_message(std::span<char> octets, std::size_t max_payload);

/// The header of a frame that is a whole message of a server's.
class MessageHeader {
 public:
  MessageHeader(bool text, std::size_t payload);
  std::string_view octets() const { return {octets_.data(), size_}; }

 private:
  static constexpr std::size_t longest = 10;

  std::array<char, longest> octets_;
  std::size_t size_;
};

}  // namespace hoofbeat::server
