#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hoofbeat::sockjs {

/// Cuts the body of a response into frames, one a line (protocol 0.3.3, "XHR streaming"). The prelude of a stream,
/// a long line of h's, is left out, as are empty lines. Holds no more than one frame in pieces.
class FrameStream {
 public:
  explicit FrameStream(std::size_t max_frame_bytes) : max_frame_bytes_(max_frame_bytes) {}

  /// For the next response.
  void reset();
  /// Must stay until `next` has given none.
  void feed(std::string_view octets) { input_ = octets; }
  /// The last line has no end of line.
  void finish() { finished_ = true; }
  /// Valid until the next call.
  std::optional<std::string_view> next();
  /// A line longer than the limit: there are no further frames.
  bool overflowed() const { return overflowed_; }

 private:
  std::optional<std::string_view> next_line();
  std::optional<std::string_view> rest(std::string_view piece);
  std::string_view shortened(std::string_view piece) const;

  std::size_t max_frame_bytes_;
  std::string_view input_;
  std::string partial_;  // a line whose end has not come
  bool partial_done_ = false;
  bool finished_ = false;
  bool overflowed_ = false;
};

}  // namespace hoofbeat::sockjs
