#include "core/subscription.hpp"

#include <hoofbeat/stomp/encoder.hpp>

#include "core/session.hpp"

namespace hoofbeat::server {
namespace {

std::string opening(stomp::Version version, std::optional<std::string_view> id) {
  std::string out;
  stomp::FrameWriter writer(out, version, stomp::Command::MESSAGE);
  // What was decoded in this version can be written in it.
  if (id) (void)writer.header("subscription", *id);
  return out;
}

}  // namespace

std::optional<AckMode> parse_ack_mode(std::string_view text) {
  if (text == "auto") return AckMode::automatic;
  if (text == "client") return AckMode::client;
  if (text == "client-individual") return AckMode::client_individual;
  return std::nullopt;
}

Subscription::Subscription(Session& session, std::uint64_t serial, const Request& request)
    : session_(session),
      serial_(serial),
      ack_mode_(request.ack_mode),
      name_(request.name),
      destination_(request.destination),
      opening_(opening(session.version(), request.id)) {
  if (ack_mode_ == AckMode::automatic) {
    plain_head_ = head_of(0, false);
  } else {
    unacknowledged_ = std::make_unique<Unacknowledged>();
  }
}

bool Subscription::can_take(const Limits& limits) const {
  if (unacknowledged_ && unacknowledged_->size() >= limits.max_unacknowledged) return false;
  return session_.has_room(limits);
}

void Subscription::deliver(Context& context, QueuedMessage queued) {
  Transmit transmit;
  transmit.connection = session_.connection();
  transmit.version = session_.version();
  transmit.message = queued.message;
  transmit.text = queued.message->text();
  const std::uint64_t number = awaits_ack() ? ++delivered_ : 0;
  transmit.head = plain_head_ && !queued.redelivered ? plain_head_ : head_of(number, queued.redelivered);
  if (!session_.transmit(context, std::move(transmit))) return;
  ++context.statistics.delivered;
  if (awaits_ack()) remember(context.settings.limits, std::move(queued));
}

void Subscription::remember(const Limits& limits, QueuedMessage queued) {
  if (queue == nullptr) {
    // Nothing is redelivered, so an ACK is a matter of form and the oldest need not be waited for.
    queued.message.reset();
    if (unacknowledged_->size() >= limits.max_unacknowledged) unacknowledged_->forget_oldest();
  }
  unacknowledged_->push({delivered_, std::move(queued)});
}

std::shared_ptr<const std::string> Subscription::head_of(std::uint64_t number, bool redelivered) const {
  std::string id = std::to_string(serial_);
  if (number > 0) (id += '-') += std::to_string(number);
  std::string head;
  head.reserve(opening_.size() + 2 * id.size() + 40);
  head = opening_;
  if (number > 0 && session_.version() == stomp::Version::v1_2) ((head += "ack:") += id) += '\n';
  if (redelivered) head += "redelivered:true\n";
  ((head += "message-id:") += id) += '-';
  return std::make_shared<const std::string>(std::move(head));
}

}  // namespace hoofbeat::server
