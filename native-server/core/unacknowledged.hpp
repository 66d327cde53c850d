#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "core/message.hpp"

namespace hoofbeat::server {

/// A message while a queue is responsible for it.
struct QueuedMessage {
  std::shared_ptr<const Message> message;
  std::uint32_t refusals = 0;
  /// A subscriber has had it before.
  bool redelivered = false;
  /// The subscription (its serial) that refused it last; 0: none.
  std::uint64_t refused_by = 0;
};

/// A message that was sent to a subscriber and waits for ACK or NACK.
struct Delivery {
  /// Its place among the subscription's deliveries, from 1.
  std::uint64_t number = 0;
  /// Without `message` where the subscription is to no queue: nobody would take the message back.
  QueuedMessage queued;
};

/// The deliveries of one subscription that wait for ACK or NACK, in order.
class Unacknowledged {
 public:
  void push(Delivery delivery) { deliveries_.push_back(std::move(delivery)); }
  std::size_t size() const { return deliveries_.size(); }

  bool contains(std::uint64_t number) const;
  /// The one with this number, if it waits.
  std::vector<Delivery> take(std::uint64_t number);
  /// All up to this number.
  std::vector<Delivery> take_through(std::uint64_t number);
  std::vector<Delivery> take_all();

  /// No longer waits for the oldest. `contains` and ACK hold for it as before.
  void forget_oldest();

 private:
  std::deque<Delivery>::const_iterator lower_bound(std::uint64_t number) const;

  std::deque<Delivery> deliveries_;
  std::uint64_t forgotten_through_ = 0;
};

}  // namespace hoofbeat::server
