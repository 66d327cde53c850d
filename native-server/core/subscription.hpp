#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/context.hpp"
#include "core/destination.hpp"
#include "core/unacknowledged.hpp"

namespace hoofbeat::server {

class Queue;
class Session;
class Topic;

/// STOMP 1.2, "SUBSCRIBE ack Header".
enum class AckMode : std::uint8_t { automatic, client, client_individual };

std::optional<AckMode> parse_ack_mode(std::string_view text);

/// What a session has subscribed to.
///
/// Message ids are `<serial>-<sequence>`, and where ACK is expected `<serial>-<number>-<sequence>`; in 1.2 the
/// `ack` header is `<serial>-<number>`. Serials are never used again, so the ids are unique in the server, and
/// all behind the last dash is the same for every subscriber: it is written once for each publication.
class Subscription {
 public:
  struct Request {
    /// What UNSUBSCRIBE names it by: the `id`, in 1.0 without one the destination.
    std::string_view name;
    /// The `subscription` header of MESSAGE; none in 1.0 without an id.
    std::optional<std::string_view> id;
    std::string_view destination;
    AckMode ack_mode = AckMode::automatic;
  };

  Subscription(Session& session, std::uint64_t serial, const Request& request);

  Session& session() const { return session_; }
  const std::string& name() const { return name_; }
  const std::string& destination() const { return destination_; }
  std::uint64_t serial() const { return serial_; }
  AckMode ack_mode() const { return ack_mode_; }
  bool awaits_ack() const { return unacknowledged_ != nullptr; }
  /// Only where it awaits ACK.
  Unacknowledged& unacknowledged() const { return *unacknowledged_; }

  /// Whether a queue may hand it a message: neither unacknowledged nor unsent messages pile up.
  bool can_take(const Limits& limits) const;
  /// Sends MESSAGE. `queued.message` is kept for redelivery where the subscription is to a queue and awaits ACK.
  void deliver(Context& context, QueuedMessage queued);

  /// Where it hangs; all null: at no place but its session.
  Topic* topic = nullptr;
  Queue* queue = nullptr;
  std::size_t place_in_topic = 0;

 private:
  void remember(const Limits& limits, QueuedMessage queued);
  std::shared_ptr<const std::string> head_of(std::uint64_t number, bool redelivered) const;

  Session& session_;
  std::uint64_t serial_;
  AckMode ack_mode_;
  std::string name_;
  std::string destination_;
  /// "MESSAGE\nsubscription:…\n"
  std::string opening_;
  /// The whole head where neither an ACK is awaited nor the message was delivered before.
  std::shared_ptr<const std::string> plain_head_;
  std::uint64_t delivered_ = 0;
  std::unique_ptr<Unacknowledged> unacknowledged_;
};

}  // namespace hoofbeat::server
