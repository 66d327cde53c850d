#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "chance.hpp"
#include "core/gateway.hpp"
#include "echo_client.hpp"
#include "echo_ledger.hpp"
#include "network.hpp"
#include "route.hpp"
#include "schedule.hpp"

namespace hoofbeat::sim {

/// SockJS at both ends: some pages, a service that echoes, and what lies between as the seed says; all in virtual
/// time.
class EchoWorld {
 public:
  explicit EchoWorld(std::uint64_t seed);

  /// A time of faults, then one of peace in which everything must come right. What was broken: in the ledger.
  void run();
  const EchoLedger& ledger() const { return ledger_; }

 private:
  void run_until(Time end);
  void drain();

  Schedule schedule_;
  Chance chance_;
  Route route_;
  EchoLedger ledger_;
  server::Gateway gateway_;
  Network network_;
  std::vector<std::unique_ptr<EchoClient>> clients_;
};

}  // namespace hoofbeat::sim
