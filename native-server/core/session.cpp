#include "core/session.hpp"

#include <algorithm>

#include <hoofbeat/stomp/encoder.hpp>

namespace hoofbeat::server {
namespace {

// Queues stop at half of the limit, so that a queue never makes a slow consumer of its subscriber.
constexpr std::size_t queue_share = 2;

bool has_lower_serial(const Subscription* subscription, std::uint64_t serial) {
  return subscription->serial() < serial;
}

}  // namespace

Session::Session(ConnectionId connection, const Settings& settings, Time now)
    : decoder(settings.limits.frame), connection_(connection), connect_by_(now + settings.connect_timeout) {}

void Session::establish(const Context& context, stomp::Version version, stomp::HeartBeat agreed) {
  stage_ = Stage::connected;
  decoder.set_version(version);
  heartbeat_.start(agreed, context.settings.heart_beat_tolerance, context.now);
}

bool Session::transmit(Context& context, Transmit transmit) {
  if (stage_ == Stage::closed) return false;
  if (backlog_ > context.settings.limits.max_send_buffer_bytes) {
    cut_off(context);
    return false;
  }
  backlog_ += transmit.size();
  heartbeat_.sent(context.now);
  context.outbox.push(std::move(transmit));
  return true;
}

void Session::send(Context& context, stomp::Command command, stomp::Headers headers, std::string_view body) {
  std::string frame;
  stomp::FrameWriter writer(frame, version(), command);
  for (const stomp::Header& header : headers) {
    std::string before = frame;
    if (!writer.header(header.name, header.value)) frame = std::move(before);
  }
  writer.end(body.empty() ? std::nullopt : std::optional<std::uint64_t>(body.size()));
  frame += body;
  frame += '\0';
  transmit(context,
           {connection_, std::make_shared<const std::string>(std::move(frame)), nullptr, version(), true});
}

void Session::send_heartbeat(Context& context) {
  static const auto eol = std::make_shared<const std::string>("\n");
  transmit(context, {connection_, eol, nullptr, version(), true});
}

void Session::refuse(Context& context, const Refusal& refusal, std::optional<std::string_view> receipt) {
  if (stage_ == Stage::closed) return;
  std::vector<stomp::Header> headers = {{"message", refusal.message}, {"error-code", refusal.code}};
  for (const auto& [name, value] : refusal.headers) headers.push_back({name, value});
  if (receipt) headers.push_back({"receipt-id", *receipt});
  headers.push_back({"content-type", "text/plain"});
  send(context, stomp::Command::ERROR, headers, refusal.explanation);
  ++context.statistics.refused;
  context.log(LogLevel::warning, "refused", connection_,
              {{"code", std::string(refusal.code)}, {"message", refusal.message}});
  close(context, refusal.close_code, refusal.message);
}

void Session::close(Context& context, std::uint16_t code, std::string_view reason, bool discard_waiting) {
  if (stage_ == Stage::closed) return;
  abandon(context);
  context.outbox.push(
      CloseConnection{connection_, code, std::string(cut(reason, longest_close_reason)), discard_waiting});
}

void Session::abandon(Context& context) {
  stage_ = Stage::closed;
  heartbeat_.stop();
  context.closed_sessions.push_back(connection_);
}

void Session::cut_off(Context& context) {
  ++context.statistics.cut_off;
  context.log(LogLevel::warning, "slow_consumer", connection_, {{"waiting_bytes", std::to_string(backlog_)}});
  close(context, close_code::policy_violation, "slow consumer: max_send_buffer_bytes exceeded", true);
}

void Session::sent(std::size_t octets) { backlog_ -= std::min(octets, backlog_); }

bool Session::has_room(const Limits& limits) {
  if (stage_ == Stage::closed) return false;
  if (backlog_ <= limits.max_send_buffer_bytes / queue_share) return true;
  turned_away_ = true;
  return false;
}

bool Session::wants_more(const Limits& limits) {
  if (!turned_away_ || backlog_ > limits.max_send_buffer_bytes / queue_share / 2) return false;
  turned_away_ = false;
  return true;
}

std::optional<Deadline<Due>> Session::next_deadline() const {
  if (stage_ == Stage::closed) return std::nullopt;
  if (stage_ == Stage::awaits_connect) return Deadline<Due>{connect_by_, Due::connect_timeout};
  const auto lost = heartbeat_.lost_at();
  const auto beat = heartbeat_.next_beat();
  if (lost && (!beat || *lost <= *beat)) return Deadline<Due>{*lost, Due::heartbeat_lost};
  if (beat) return Deadline<Due>{*beat, Due::send_heartbeat};
  return std::nullopt;
}

Subscription* Session::find_subscription(std::string_view name) {
  const auto at = subscriptions_.find(name);
  return at == subscriptions_.end() ? nullptr : at->second.get();
}

Subscription* Session::find_acknowledgeable(std::uint64_t serial) {
  const auto at = std::lower_bound(acknowledgeable_.begin(), acknowledgeable_.end(), serial, has_lower_serial);
  return at != acknowledgeable_.end() && (*at)->serial() == serial ? *at : nullptr;
}

Subscription& Session::add_subscription(std::unique_ptr<Subscription> added) {
  Subscription& subscription = *added;
  subscriptions_.emplace(subscription.name(), std::move(added));
  if (subscription.awaits_ack()) acknowledgeable_.push_back(&subscription);
  if (subscribable(subscription.destination()) == DestinationKind::own) own_.push_back(&subscription);
  return subscription;
}

void Session::remove_subscription(Subscription& subscription) {
  std::erase(own_, &subscription);
  if (subscription.awaits_ack()) {
    acknowledgeable_.erase(std::lower_bound(acknowledgeable_.begin(), acknowledgeable_.end(),
                                            subscription.serial(), has_lower_serial));
  }
  subscriptions_.erase(subscriptions_.find(subscription.name()));
}

}  // namespace hoofbeat::server
