#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace hoofbeat::server {

/// Finds a client's close frame among the octets of its WebSocket (RFC 6455, section 5.2), at any chunking.
class CloseFrameFinder {
 public:
  /// The next octets. Gives the close frame's payload, unmasked, when it is complete. Behind it, and behind a
  /// frame that is against the protocol, nothing is looked at.
  std::optional<std::string> feed(std::string_view octets);

  /// The same for the octets up to the end of the frame that they begin or go on with; gives how many these are.
  /// `close_payload()` tells whether a close frame ended with them.
  std::size_t feed_one(std::string_view octets);
  /// Once.
  std::optional<std::string> close_payload() { return std::exchange(found_, std::nullopt); }
  /// The next octet is a frame's first.
  bool between_frames() const { return !done_ && header_read_ == 0 && payload_left_ == 0; }

 private:
  void read_header(std::string_view& octets);
  std::size_t header_size() const;
  void begin_payload();
  void unmask(std::string_view octets);

  static constexpr std::size_t longest_header = 14;

  std::array<unsigned char, longest_header> header_{};
  std::size_t header_read_ = 0;
  std::uint64_t payload_left_ = 0;
  std::string close_payload_;
  std::optional<std::string> found_;
  bool in_close_ = false;
  bool done_ = false;
};

/// The code with which a close frame of this payload is answered (RFC 6455, sections 7.4 and 8.1, and IANA's
/// registry) where Beast answers otherwise: it takes 1014 for reserved and codes from 5000 on for good, and a
/// reason that is not UTF-8 for an error of the protocol.
std::optional<std::uint16_t> corrected_close_code(std::string_view payload);

/// The octets of a server's close frame.
std::string close_frame(std::uint16_t code);

}  // namespace hoofbeat::server
