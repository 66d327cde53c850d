#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "chance.hpp"
#include "core/broker.hpp"
#include "ledger.hpp"
#include "link.hpp"
#include "schedule.hpp"
#include "sim_client.hpp"

namespace hoofbeat::sim {

/// Some clients, one broker, and a network that fails as the seed says; all in virtual time.
class World {
 public:
  explicit World(std::uint64_t seed);

  /// A time of faults, then one of peace in which everything must come right. What was broken: in the ledger.
  void run();
  const Ledger& ledger() const { return ledger_; }
  std::size_t connections() const;

 private:
  struct Connection {
    int client;
    client::TransportId transport;
    std::unique_ptr<Link> link;
  };

  void add_client();
  void run_until(Time end);
  void drain();

  // The clients' transports
  void open(int client, client::TransportId transport);
  void establish(int client, client::TransportId transport);
  void tell_closed(int client, client::TransportId transport);
  Connection* find(int client, client::TransportId transport);

  // Faults
  void fail_later();
  void fail_once();
  void cut(Connection& connection);
  void come_to_peace();
  void check_peace();

  Schedule schedule_;
  Chance chance_;
  Ledger ledger_;
  server::Broker broker_;
  std::vector<std::unique_ptr<SimClient>> clients_;
  std::map<server::ConnectionId, Connection> connections_;
  server::ConnectionId last_connection_ = 0;
  bool network_up_ = true;
  bool faults_ = true;
};

}  // namespace hoofbeat::sim
