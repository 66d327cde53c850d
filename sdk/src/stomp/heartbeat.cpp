#include <hoofbeat/stomp/heartbeat.hpp>

#include <algorithm>

#include <hoofbeat/decimal_text.hpp>
#include <hoofbeat/stomp/decimal.hpp>
#include <hoofbeat/stomp/white_space.hpp>

namespace hoofbeat::stomp {
namespace {

// Timers fire late: by 1 s in a hidden tab. A tenth of the interval covers that from 10 s on.
constexpr double share_of_interval = 0.9;

std::optional<std::uint32_t> parse_interval(std::string_view text) {
  const auto number = parse_decimal(trimmed(text));
  if (!number) return std::nullopt;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(*number, UINT32_MAX));
}

}  // namespace

std::optional<HeartBeat> parse_heart_beat(std::string_view value) {
  if (value.empty()) return HeartBeat{};
  const auto comma = value.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto outgoing = parse_interval(value.substr(0, comma));
  const auto incoming = parse_interval(value.substr(comma + 1));
  if (!outgoing || !incoming) return std::nullopt;
  return HeartBeat{*outgoing, *incoming};
}

std::string text_of(HeartBeat heart_beat) {
  std::string text;
  append_decimal(text, heart_beat.outgoing);
  append_decimal(text += ',', heart_beat.incoming);
  return text;
}

HeartBeat agree(HeartBeat own, HeartBeat peer) {
  const auto interval = [](std::uint32_t can, std::uint32_t wants) {
    return can == 0 || wants == 0 ? 0 : std::max(can, wants);
  };
  return {interval(own.outgoing, peer.incoming), interval(peer.outgoing, own.incoming)};
}

void HeartBeatTimer::start(HeartBeat agreed, double tolerance, Time now) {
  agreed_ = agreed;
  tolerance_ = std::max(tolerance, 1.0);
  last_sent_ = last_received_ = now;
  not_lost_before_ = 0;
}

std::optional<Time> HeartBeatTimer::next_beat() const {
  if (agreed_.outgoing == 0) return std::nullopt;
  return last_sent_ + agreed_.outgoing * share_of_interval;
}

std::optional<Time> HeartBeatTimer::lost_at() const {
  if (agreed_.incoming == 0) return std::nullopt;
  return std::max(last_received_ + agreed_.incoming * tolerance_, not_lost_before_);
}

}  // namespace hoofbeat::stomp
