#pragma once

#include <cstddef>
#include <cstdint>

namespace hoofbeat::stomp {

/// STOMP 1.2, "Size Limits". A frame that reaches beyond one is refused with the error of that limit.
struct Limits {
  /// Command to NUL inclusive, in octets.
  std::size_t max_frame_bytes = 65U << 20U;
  /// The body, in octets.
  std::size_t max_body_bytes = 64U << 20U;
  /// The command line or one header line without its EOL, in octets.
  std::size_t max_line_bytes = 64U << 10U;
  std::size_t max_headers = 1000;
  /// Octets of an incomplete frame's body that the decoder keeps: what is beyond is handed out as it comes (see
  /// Decoder::Step::body_part). None are unless told.
  std::size_t max_kept_body_bytes = SIZE_MAX;
};

}  // namespace hoofbeat::stomp
