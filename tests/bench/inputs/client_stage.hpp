#pragma once

#include <cstddef>
#include <string_view>

#include <hoofbeat/client/session.hpp>

namespace hoofbeat::bench {

/// A client session that is connected and has one subscription, `sub-0`; nobody is at the other end.
class ClientStage {
 public:
  ClientStage();

  /// One transport message from the broker. The bodies, in octets, of the messages for the subscription.
  std::size_t receive(std::string_view octets);

 private:
  std::size_t drain();

  client::Session session_;
  client::TransportId transport_ = 0;
  Time now_ = 0;
};

}  // namespace hoofbeat::bench
