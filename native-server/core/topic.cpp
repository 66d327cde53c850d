#include "core/topic.hpp"

#include "core/subscription.hpp"

namespace hoofbeat::server {

void Topic::add(Subscription& subscription) {
  subscription.topic = this;
  subscription.place_in_topic = subscriptions_.size();
  subscriptions_.push_back(&subscription);
}

void Topic::remove(Subscription& subscription) {
  // The last takes its place: thousands may leave at a time.
  Subscription* const last = subscriptions_.back();
  last->place_in_topic = subscription.place_in_topic;
  subscriptions_[last->place_in_topic] = last;
  subscriptions_.pop_back();
  subscription.topic = nullptr;
}

void Topic::publish(Context& context, const std::shared_ptr<const Message>& message) {
  for (Subscription* const subscription : subscriptions_) subscription->deliver(context, {message});
}

}  // namespace hoofbeat::server
