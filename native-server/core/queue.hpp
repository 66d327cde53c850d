#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "core/context.hpp"
#include "core/unacknowledged.hpp"

namespace hoofbeat::server {

class Subscription;

/// Hands each message to one subscriber, in turn; keeps what nobody can take yet. A message counts as the
/// queue's until it is settled: acknowledged, or sent where no ACK is awaited.
class Queue {
 public:
  void add(Subscription& subscription);
  void remove(Subscription& subscription);
  /// Neither messages nor subscribers.
  bool idle() const { return messages_ == 0 && subscriptions_.empty(); }

  std::size_t messages() const { return messages_; }
  std::size_t bytes() const { return bytes_; }

  /// A new message; goes to the end.
  void push(Context& context, QueuedMessage queued);
  /// Messages that were delivered in vain; each goes to its old place.
  void give_back(std::vector<QueuedMessage> messages);
  /// A message that was delivered is done with.
  void settle(Context& context, const QueuedMessage& queued);
  /// Delivers what can be delivered.
  void pump(Context& context);

 private:
  Subscription* next_taker(const QueuedMessage& queued, const Limits& limits, bool& only_its_refuser);

  std::vector<Subscription*> subscriptions_;
  std::size_t next_ = 0;  // whose turn it is
  std::deque<QueuedMessage> waiting_;
  std::size_t messages_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace hoofbeat::server
