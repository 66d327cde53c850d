#pragma once

#include <algorithm>
#include <optional>

#include <hoofbeat/deadlines.hpp>

namespace hoofbeat::sockjs {

/// Tells when a server has been silent for too long. SockJS announces no interval of heartbeats, so unless a
/// timeout is set it is learned: a server sends `h` when it has sent nothing else for that interval.
class SilenceWatch {
 public:
  /// None: learn it. 0: never.
  explicit SilenceWatch(std::optional<Time> timeout) : timeout_(timeout) {}

  void start(Time now) { last_ = now; }
  void received(Time now) { last_ = now; }
  /// `h`, instead of `received`.
  void beat(Time now) {
    if (last_) interval_ = std::max(interval_, now - *last_);
    last_ = now;
  }
  void stop() { last_.reset(); }
  /// What is learned is of no use: the server sends no heartbeats any more.
  void forget_beats() { learns_ = false; }
  /// When the server counts as lost, if nothing arrives before.
  std::optional<Time> silent_at() const {
    const Time timeout = timeout_ ? *timeout_ : learns_ ? tolerance * interval_ : 0;
    if (!last_ || timeout <= 0) return std::nullopt;
    return *last_ + timeout;
  }

 private:
  static constexpr double tolerance = 2;

  std::optional<Time> timeout_;
  std::optional<Time> last_;
  Time interval_ = 0;
  bool learns_ = true;
};

}  // namespace hoofbeat::sockjs
