#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <hoofbeat/stomp/command.hpp>
#include <hoofbeat/stomp/header.hpp>

namespace hoofbeat::stomp {

/// A decoded frame that owns nothing. Who hands it out says how long its views stay valid.
struct FrameView {
  Command command = Command::unknown;
  std::string_view command_text;
  Headers headers;
  std::string_view body;
  /// The frame as it arrived, command to NUL. Views of the frame lie inside it, but for unescaped text.
  std::string_view octets;
  /// Octets of the body where it was handed out in parts, see Decoder::Step::body_part: `body` is empty then, and
  /// `octets` the head alone. 0: it was not.
  std::size_t parted = 0;
  /// Of its first octet, since the connection's first.
  std::uint64_t offset = 0;
};

}  // namespace hoofbeat::stomp
