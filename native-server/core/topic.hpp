#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/context.hpp"
#include "core/message.hpp"

namespace hoofbeat::server {

class Subscription;

/// Hands each message to everybody who is subscribed at that time.
class Topic {
 public:
  void add(Subscription& subscription);
  void remove(Subscription& subscription);
  bool empty() const { return subscriptions_.empty(); }

  void publish(Context& context, const std::shared_ptr<const Message>& message);

 private:
  std::vector<Subscription*> subscriptions_;
};

}  // namespace hoofbeat::server
