#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <hoofbeat/deadlines.hpp>

namespace hoofbeat::stomp {

/// Intervals in whole milliseconds, 0: none (STOMP 1.2, "Heart-beating").
/// As an offer: what this side can do and what it wants. Once agreed: what it does and what it may expect.
struct HeartBeat {
  std::uint32_t outgoing = 0;
  std::uint32_t incoming = 0;

  bool operator==(const HeartBeat&) const = default;
};

/// "outgoing,incoming"; none where it is not two decimal numbers. Brokers put spaces around these, or leave the
/// value empty, which counts as "0,0". Beyond 32 bits: the largest value.
std::optional<HeartBeat> parse_heart_beat(std::string_view value);
std::string text_of(HeartBeat heart_beat);

/// What two offers come to, seen from `own`'s side.
HeartBeat agree(HeartBeat own, HeartBeat peer);

/// Both directions of an agreed heart-beat. Any octet sent or received counts as a beat.
class HeartBeatTimer {
 public:
  /// `tolerance`: how many intervals of silence are one too many; at least 1.
  void start(HeartBeat agreed, double tolerance, Time now);
  void stop() { *this = HeartBeatTimer(); }

  void sent(Time now) { last_sent_ = now; }
  void received(Time now) { last_received_ = now; }
  /// The peer counts as lost at `time` at the earliest.
  void put_off_loss(Time time) { not_lost_before_ = time; }

  /// When the next beat is due to be sent; a little early, so that a late timer still keeps the promise.
  std::optional<Time> next_beat() const;
  /// When the peer counts as lost.
  std::optional<Time> lost_at() const;
  HeartBeat agreed() const { return agreed_; }

 private:
  HeartBeat agreed_;
  double tolerance_ = 1;
  Time last_sent_ = 0;
  Time last_received_ = 0;
  Time not_lost_before_ = 0;
};

}  // namespace hoofbeat::stomp
