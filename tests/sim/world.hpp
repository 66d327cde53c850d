#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "chance.hpp"
#include "core/gateway.hpp"
#include "ledger.hpp"
#include "link.hpp"
#include "network.hpp"
#include "route.hpp"
#include "schedule.hpp"
#include "sim_client.hpp"
#include "sockjs_carrier.hpp"

namespace hoofbeat::sim {

/// Some clients, one server, and a network that fails as the seed says; all in virtual time. Some clients come
/// over SockJS.
class World {
 public:
  explicit World(std::uint64_t seed);

  /// A time of faults, then one of peace in which everything must come right. What was broken: in the ledger.
  void run();
  const Ledger& ledger() const { return ledger_; }
  std::size_t connections() const;
  std::size_t connections_over_sockjs() const;

 private:
  struct Connection {
    int client;
    client::TransportId transport;
    std::unique_ptr<Link> link;
  };

  void add_client();
  SimClient::Transport plain_transport(int client);
  SimClient::Transport sockjs_transport(int client);
  void run_until(Time end);
  void drain();
  void carry_out(const server::GatewayOutput& output);

  // The clients' plain WebSockets
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
  Route route_;
  server::Gateway gateway_;
  Network network_;
  std::vector<std::unique_ptr<SimClient>> clients_;
  std::map<int, SockJsCarrier> carriers_;  // by client
  std::map<server::ConnectionId, Connection> connections_;
  bool network_up_ = true;
  bool faults_ = true;
};

}  // namespace hoofbeat::sim
