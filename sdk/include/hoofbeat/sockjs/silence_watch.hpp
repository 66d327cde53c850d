#pragma once

#include <algorithm>
#include <optional>

#include <hoofbeat/deadlines.hpp>

namespace hoofbeat::sockjs {

/// Tells when a server has been silent for too long. SockJS announces no interval of heartbeats, so unless a
/// timeout is set it is learned from heartbeats with no frame between them: some servers send `h` when they have
/// sent nothing else for the interval, others at a fixed rate, whenever the session was opened. One gap tells
/// nothing yet: where the first of its heartbeats was held up, as for a page that was frozen, it is too short.
class SilenceWatch {
 public:
  /// None: learn it. 0: never.
  explicit SilenceWatch(std::optional<Time> timeout) : timeout_(timeout) {}

  void start(Time now) { heard(now); }
  /// Octets, which need not be a whole frame.
  void heard(Time now) {
    last_ = now;
    put_off_to_.reset();
  }
  /// A frame that is no heartbeat.
  void received(Time now) {
    heard(now);
    last_beat_.reset();
  }
  /// `h`
  void beat(Time now) {
    if (last_beat_) learn(now - *last_beat_);
    heard(now);
    last_beat_ = now;
  }
  /// The server counts as lost at `time` at the earliest: who listens was asleep. Once, until it is heard: else
  /// timers that are always late would hide for ever that it has gone. False: it was put off before.
  bool put_off(Time time) {
    if (put_off_to_) return false;
    put_off_to_ = time;
    return true;
  }
  /// What is learned is of no use: the server sends no heartbeats any more.
  void forget_beats() { learns_ = false; }
  /// When the server counts as lost, if nothing arrives before.
  std::optional<Time> silent_at() const {
    const Time timeout = timeout_ ? *timeout_ : learned();
    if (!last_ || timeout <= 0) return std::nullopt;
    return std::max(*last_ + timeout, put_off_to_.value_or(0));
  }

 private:
  static constexpr double tolerance = 2;
  // Beats that come closer than this were held up on their way.
  static constexpr Time together = 100;
  // A network that stalls for less is no server that has gone.
  static constexpr Time least = 5000;

  // Of the last two, so that neither one beat that was late nor a sleep of the machine counts for long.
  Time interval() const { return std::max(gap_, gap_before_); }
  bool knows_interval() const { return learns_ && gap_before_ > 0; }
  // 0: nothing.
  Time learned() const { return knows_interval() ? std::max(least, tolerance * interval()) : 0; }
  void learn(Time gap) {
    const bool has_slept = gap_before_ > 0 && gap > std::max(least, tolerance * interval());
    if (gap < together || has_slept) return;
    gap_before_ = gap_;
    gap_ = gap;
  }

  std::optional<Time> timeout_;
  std::optional<Time> last_;
  std::optional<Time> put_off_to_;
  std::optional<Time> last_beat_;  // where no other frame has come since
  Time gap_ = 0;
  Time gap_before_ = 0;
  bool learns_ = true;
};

}  // namespace hoofbeat::sockjs
