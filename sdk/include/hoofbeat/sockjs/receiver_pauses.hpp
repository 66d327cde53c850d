#pragma once

#include <optional>

#include <hoofbeat/deadlines.hpp>

namespace hoofbeat::sockjs {

/// How long to wait before the next request of a receiver, where the response to the last one ended as it should
/// and brought no frame: at once it might be so for ever. Milliseconds, doubled each time; all together they are
/// less than the 5 s that servers keep a session that nobody receives.
class ReceiverPauses {
 public:
  /// None: there were enough.
  std::optional<Time> next() {
    if (next_ > longest) return std::nullopt;
    const Time pause = next_;
    next_ *= 2;
    return pause;
  }
  /// A frame has come.
  void reset() { next_ = shortest; }

 private:
  static constexpr Time shortest = 100;
  static constexpr Time longest = 1600;

  Time next_ = shortest;
};

}  // namespace hoofbeat::sockjs
