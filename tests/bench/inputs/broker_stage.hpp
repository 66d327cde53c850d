#pragma once

#include <cstddef>
#include <string_view>

#include "core/broker.hpp"

namespace hoofbeat::bench {

/// A broker with one publisher and some subscribers of `/topic/prices.eu`, whose transports take all at once.
class BrokerStage {
 public:
  explicit BrokerStage(std::size_t subscribers);

  /// A frame of the publisher's. How many frames went out.
  std::size_t publish(std::string_view frame);
  /// What went out so far, in octets.
  std::size_t sent_octets() const { return sent_octets_; }

 private:
  void open(server::ConnectionId connection);
  std::size_t receive(server::ConnectionId connection, std::string_view frame);

  server::Broker broker_;
  std::size_t sent_octets_ = 0;
  Time now_ = 0;
};

}  // namespace hoofbeat::bench
