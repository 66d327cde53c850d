#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/context.hpp"
#include "core/queue.hpp"
#include "core/refusal.hpp"
#include "core/session.hpp"
#include "core/topic.hpp"
#include "core/transaction.hpp"

namespace hoofbeat::server {

/// All topics and queues. They come into being when they are first needed and go when nobody needs them.
class Exchange {
 public:
  /// Adds the subscription to what it names; the reason where that can't be.
  std::optional<Refusal> subscribe(Context& context, Subscription& subscription);
  /// What the subscription has not acknowledged goes back. The caller removes it from its session.
  void unsubscribe(Context& context, Subscription& subscription);
  /// The same for all subscriptions of a session that is gone.
  void forget(Context& context, Session& session);

  /// Why these can't all be published, if they can't.
  std::optional<Refusal> refuse_publications(const Context& context,
                                             std::span<const Publication> publications) const;
  /// Only after `refuse_publications` had nothing against it.
  void publish(Context& context, Session& sender, const Publication& publication);

  /// ACK or NACK of a delivery that waits for it.
  void settle(Context& context, Subscription& subscription, const Settlement& settlement);
  /// The session takes messages again after queues were turned away.
  void resume(Context& context, Session& session);

 private:
  TextMap<Queue>::iterator queue_named(Context& context, std::string_view name);
  void enqueue(Context& context, std::string_view name, QueuedMessage queued);
  void pump(Context& context, std::string_view name);
  std::string_view detach(Context& context, Subscription& subscription);
  void refuse_message(Context& context, Subscription& subscription, QueuedMessage queued,
                      std::vector<QueuedMessage>& to_give_back);
  void give_up(Context& context, const std::string& queue_name, const QueuedMessage& queued);
  void count_destinations(Context& context) const {
    context.statistics.destinations = topics_.size() + queues_.size();
  }

  TextMap<Topic> topics_;
  TextMap<Queue> queues_;
};

}  // namespace hoofbeat::server
