#include "core/exchange.hpp"

#include <set>

namespace hoofbeat::server {
namespace {

Refusal full(std::string_view queue, std::string_view limit, std::size_t value) {
  return {"queue_full", "queue full: " + quoted(queue),
          "The message was not accepted: with it the queue " + quoted(queue) + " would be beyond the limit " +
              std::string(limit) + " (" + std::to_string(value) + "). Send again when consumers have caught up.",
          close_code::policy_violation};
}

Refusal too_many_destinations(const Limits& limits) {
  return {"too_many_destinations", "too many destinations",
          "No further topic or queue can be made: the limit max_destinations is " +
              std::to_string(limits.max_destinations) + ".",
          close_code::policy_violation};
}

// What publications add to one queue.
struct Addition {
  std::size_t messages = 0;
  std::size_t bytes = 0;
};

}  // namespace

std::optional<Refusal> Exchange::subscribe(Context& context, Subscription& subscription) {
  const std::string& name = subscription.destination();
  const DestinationKind kind = subscribable(name);
  if (kind == DestinationKind::own) return std::nullopt;
  const bool exists = kind == DestinationKind::topic ? topics_.contains(name) : queues_.contains(name);
  const Limits& limits = context.settings.limits;
  if (!exists && topics_.size() + queues_.size() >= limits.max_destinations) return too_many_destinations(limits);
  if (kind == DestinationKind::topic) {
    topics_[name].add(subscription);
  } else {
    Queue& queue = queues_[name];
    queue.add(subscription);
    queue.pump(context);
  }
  count_destinations(context);
  return std::nullopt;
}

void Exchange::unsubscribe(Context& context, Subscription& subscription) {
  const std::string_view queue = detach(context, subscription);
  if (!queue.empty()) pump(context, queue);
}

void Exchange::forget(Context& context, Session& session) {
  // First all come back, then they are delivered anew: else they would arrive out of order.
  std::set<std::string_view> queues;
  for (const auto& [name, subscription] : session.subscriptions()) {
    const std::string_view queue = detach(context, *subscription);
    if (!queue.empty()) queues.insert(queue);
  }
  for (const std::string_view queue : queues) pump(context, queue);
}

// The name of the queue it was on.
std::string_view Exchange::detach(Context& context, Subscription& subscription) {
  if (Topic* const topic = subscription.topic) {
    topic->remove(subscription);
    if (topic->empty()) topics_.erase(subscription.destination());
    count_destinations(context);
    return {};
  }
  Queue* const queue = subscription.queue;
  if (queue == nullptr) return {};
  std::vector<QueuedMessage> returned;
  if (subscription.awaits_ack()) {
    for (Delivery& delivery : subscription.unacknowledged().take_all()) {
      delivery.queued.redelivered = true;
      returned.push_back(std::move(delivery.queued));
    }
  }
  queue->remove(subscription);
  queue->give_back(std::move(returned));
  return subscription.destination();
}

std::optional<Refusal> Exchange::refuse_publications(const Context& context,
                                                     std::span<const Publication> publications) const {
  std::unordered_map<std::string_view, Addition> additions;
  std::size_t added_bytes = 0;
  std::size_t added_queues = 0;
  const Limits& limits = context.settings.limits;
  for (const Publication& publication : publications) {
    if (publication.kind != DestinationKind::queue) continue;
    const std::string_view name = publication.message->destination();
    const auto [addition, is_first] = additions.try_emplace(name);
    const auto at = queues_.find(name);
    if (is_first && at == queues_.end()) ++added_queues;
    addition->second.messages += 1;
    addition->second.bytes += publication.message->size();
    added_bytes += publication.message->size();
    const std::size_t messages = addition->second.messages + (at == queues_.end() ? 0 : at->second.messages());
    const std::size_t bytes = addition->second.bytes + (at == queues_.end() ? 0 : at->second.bytes());
    if (messages > limits.max_queue_messages) return full(name, "max_queue_messages", limits.max_queue_messages);
    if (bytes > limits.max_queue_bytes) return full(name, "max_queue_bytes", limits.max_queue_bytes);
    if (context.statistics.stored_bytes + added_bytes > limits.max_stored_bytes)
      return full(name, "max_stored_bytes", limits.max_stored_bytes);
  }
  if (added_queues > 0 && topics_.size() + queues_.size() + added_queues > limits.max_destinations)
    return too_many_destinations(limits);
  return std::nullopt;
}

void Exchange::publish(Context& context, Session& sender, const Publication& publication) {
  publication.message->stamp(++context.sequence);
  ++context.statistics.published;
  const std::string& name = publication.message->destination();
  if (publication.kind == DestinationKind::queue) return enqueue(context, name, {publication.message});
  if (publication.kind == DestinationKind::topic) {
    if (const auto at = topics_.find(name); at != topics_.end()) at->second.publish(context, publication.message);
    return;
  }
  for (Subscription* const subscription : sender.own_subscriptions())
    if (subscription->destination() == name) subscription->deliver(context, {publication.message});
}

void Exchange::enqueue(Context& context, std::string_view name, QueuedMessage queued) {
  auto at = queues_.find(name);
  if (at == queues_.end()) at = queues_.emplace(name, Queue()).first;
  at->second.push(context, std::move(queued));
  pump(context, name);
}

void Exchange::pump(Context& context, std::string_view name) {
  const auto at = queues_.find(name);
  if (at == queues_.end()) return;
  at->second.pump(context);
  if (at->second.idle()) queues_.erase(at);
  count_destinations(context);
}

void Exchange::settle(Context& context, Subscription& subscription, const Settlement& settlement) {
  Unacknowledged& unacknowledged = subscription.unacknowledged();
  std::vector<Delivery> settled = subscription.ack_mode() == AckMode::client
                                      ? unacknowledged.take_through(settlement.delivery_number)
                                      : unacknowledged.take(settlement.delivery_number);
  if (subscription.queue == nullptr) return;
  std::vector<QueuedMessage> to_give_back;
  for (Delivery& delivery : settled) {
    if (settlement.accepted) {
      subscription.queue->settle(context, delivery.queued);
    } else {
      refuse_message(context, subscription, std::move(delivery.queued), to_give_back);
    }
  }
  subscription.queue->give_back(std::move(to_give_back));
  pump(context, subscription.destination());
}

void Exchange::refuse_message(Context& context, Subscription& subscription, QueuedMessage queued,
                              std::vector<QueuedMessage>& to_give_back) {
  ++queued.refusals;
  queued.redelivered = true;
  queued.refused_by = subscription.serial();
  if (queued.refusals < context.settings.limits.max_deliveries) return to_give_back.push_back(std::move(queued));
  subscription.queue->settle(context, queued);
  give_up(context, subscription.destination(), queued);
}

// To the dead letter queue; where that can't be, the log is the last place that knows of it.
void Exchange::give_up(Context& context, const std::string& queue_name, const QueuedMessage& queued) {
  const std::string& dead_letters = context.settings.dead_letter_queue;
  std::vector<stomp::Header> headers = queued.message->application_headers();
  headers.push_back({"original-destination", queue_name});
  const Publication publication{DestinationKind::queue,
                                std::make_shared<Message>(dead_letters, headers, queued.message->body())};
  const bool has_place = !dead_letters.empty() && dead_letters != queue_name &&
                         !refuse_publications(context, std::span(&publication, 1));
  context.log(LogLevel::warning, has_place ? "dead_letter" : "message_dropped", 0,
              {{"destination", queue_name},
               {"message", std::to_string(queued.message->sequence())},
               {"refusals", std::to_string(queued.refusals)}});
  if (!has_place) {
    ++context.statistics.dropped;
    return;
  }
  ++context.statistics.dead_lettered;
  publication.message->stamp(++context.sequence);
  enqueue(context, dead_letters, {publication.message});
}

void Exchange::resume(Context& context, Session& session) {
  for (const auto& [name, subscription] : session.subscriptions())
    if (subscription->queue != nullptr) subscription->queue->pump(context);
}

}  // namespace hoofbeat::server
