#include "core/queue.hpp"

#include <algorithm>

#include "core/subscription.hpp"

namespace hoofbeat::server {

void Queue::add(Subscription& subscription) {
  subscription.queue = this;
  subscriptions_.push_back(&subscription);
}

void Queue::remove(Subscription& subscription) {
  const auto at = std::find(subscriptions_.begin(), subscriptions_.end(), &subscription);
  if (static_cast<std::size_t>(at - subscriptions_.begin()) < next_) --next_;
  subscriptions_.erase(at);
  if (next_ >= subscriptions_.size()) next_ = 0;
  subscription.queue = nullptr;
}

void Queue::push(Context& context, QueuedMessage queued) {
  ++messages_;
  bytes_ += queued.message->size();
  context.statistics.stored_bytes += queued.message->size();
  waiting_.push_back(std::move(queued));
}

void Queue::give_back(std::vector<QueuedMessage> messages) {
  const auto comes_before = [](const QueuedMessage& a, const QueuedMessage& b) {
    return a.message->sequence() < b.message->sequence();
  };
  // From the last to the first, so that those that precede all that waits are pushed to the front one by one.
  std::sort(messages.begin(), messages.end(), comes_before);
  for (auto each = messages.rbegin(); each != messages.rend(); ++each) {
    const auto place = std::lower_bound(waiting_.begin(), waiting_.end(), *each, comes_before);
    waiting_.insert(place, std::move(*each));
  }
}

void Queue::settle(Context& context, const QueuedMessage& queued) {
  --messages_;
  bytes_ -= queued.message->size();
  context.statistics.stored_bytes -= queued.message->size();
}

void Queue::pump(Context& context) {
  auto each = waiting_.begin();
  while (each != waiting_.end()) {
    bool only_its_refuser = false;
    Subscription* const taker = next_taker(*each, context.settings.limits, only_its_refuser);
    if (taker == nullptr) {
      if (!only_its_refuser) return;
      ++each;  // waits for another subscriber, which must not stop those behind it
      continue;
    }
    QueuedMessage queued = std::move(*each);
    each = waiting_.erase(each);
    if (!taker->awaits_ack()) settle(context, queued);
    taker->deliver(context, std::move(queued));
  }
}

// In turn, but not who refused the message last while there is anybody else.
Subscription* Queue::next_taker(const QueuedMessage& queued, const Limits& limits, bool& only_its_refuser) {
  const std::size_t count = subscriptions_.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = (next_ + i) % count;
    Subscription* const candidate = subscriptions_[at];
    if (!candidate->can_take(limits)) continue;
    if (count > 1 && candidate->serial() == queued.refused_by) {
      only_its_refuser = true;
      continue;
    }
    next_ = (at + 1) % count;
    return candidate;
  }
  return nullptr;
}

}  // namespace hoofbeat::server
