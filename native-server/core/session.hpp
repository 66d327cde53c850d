#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/stomp/decoder.hpp>
#include <hoofbeat/stomp/heartbeat.hpp>
#include <hoofbeat/text_map.hpp>

#include "core/context.hpp"
#include "core/refusal.hpp"
#include "core/subscription.hpp"
#include "core/transaction.hpp"

namespace hoofbeat::server {

/// Why the broker wants to be called at a time.
enum class Due : std::uint8_t { connect_timeout, heartbeat_lost, send_heartbeat, count_ };

/// One STOMP peer: what was agreed with it, what it has subscribed to, and what it has yet to be sent.
class Session {
 public:
  enum class Stage : std::uint8_t { awaits_connect, connected, closed };

  Session(ConnectionId connection, const Settings& settings, Time now);

  ConnectionId connection() const { return connection_; }
  Stage stage() const { return stage_; }
  stomp::Version version() const { return decoder.version(); }
  stomp::HeartBeat heart_beat() const { return heartbeat_.agreed(); }

  /// CONNECT was accepted.
  void establish(const Context& context, stomp::Version version, stomp::HeartBeat agreed);

  /// False where nothing is sent because the session is closed, or closes now as a slow consumer.
  bool transmit(Context& context, Transmit transmit);
  /// A frame for this peer alone. A header that can't be written is left out.
  void send(Context& context, stomp::Command command, stomp::Headers headers, std::string_view body = {});
  void send_heartbeat(Context& context);
  /// ERROR, then close (STOMP 1.2, "ERROR").
  void refuse(Context& context, const Refusal& refusal, std::optional<std::string_view> receipt = std::nullopt);
  void close(Context& context, std::uint16_t code, std::string_view reason, bool discard_waiting = false);
  /// The connection is gone: nothing can be sent any more.
  void abandon(Context& context);

  /// Octets arrived.
  void received(Time now) { heartbeat_.received(now); }
  /// The transport took octets.
  void sent(std::size_t octets);
  /// Whether a queue may hand it another message; if not, `wants_more` tells when that has changed.
  bool has_room(const Limits& limits);
  /// True once after a queue was turned away and there is room again.
  bool wants_more(const Limits& limits);

  std::optional<Deadline<Due>> next_deadline() const;

  Subscription* find_subscription(std::string_view name);
  /// By serial, among those that await ACK.
  Subscription* find_acknowledgeable(std::uint64_t serial);
  Subscription& add_subscription(std::unique_ptr<Subscription> subscription);
  void remove_subscription(Subscription& subscription);
  const TextMap<std::unique_ptr<Subscription>>& subscriptions() const { return subscriptions_; }
  /// Those to destinations of its own.
  const std::vector<Subscription*>& own_subscriptions() const { return own_; }

  stomp::Decoder decoder;
  std::map<std::string, Transaction, std::less<>> transactions;
  /// When the broker will look at this session again.
  std::optional<Time> scheduled_at;

 private:
  void cut_off(Context& context);

  ConnectionId connection_;
  Stage stage_ = Stage::awaits_connect;
  bool turned_away_ = false;
  Time connect_by_;
  std::size_t backlog_ = 0;  // octets transmitted that the transport has not taken
  stomp::HeartBeatTimer heartbeat_;
  TextMap<std::unique_ptr<Subscription>> subscriptions_;
  std::vector<Subscription*> acknowledgeable_;  // by serial
  std::vector<Subscription*> own_;
};

}  // namespace hoofbeat::server
