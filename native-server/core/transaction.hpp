#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "core/destination.hpp"
#include "core/message.hpp"

namespace hoofbeat::server {

/// A message and where it goes.
struct Publication {
  /// topic, queue or own.
  DestinationKind kind = DestinationKind::topic;
  std::shared_ptr<Message> message;
};

/// ACK or NACK of one delivery, and in client mode of all before it.
struct Settlement {
  std::uint64_t subscription_serial = 0;
  std::uint64_t delivery_number = 0;
  bool accepted = true;
};

using Operation = std::variant<Publication, Settlement>;

/// What COMMIT will do, in order (STOMP 1.2, "BEGIN").
struct Transaction {
  std::vector<Operation> operations;
  /// Octets its operations occupy.
  std::size_t bytes = 0;
};

}  // namespace hoofbeat::server
