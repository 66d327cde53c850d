#include "world.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace hoofbeat::sim {
namespace {

constexpr Time time_of_faults = 15'000;
constexpr Time time_of_peace = 20'000;
constexpr std::uint32_t beat = 1'000;
// After a slow /info each of four transports has 2,400 ms.
constexpr Time time_to_open_sockjs = 10'000;
constexpr double tolerance = 2;

client::Options client_options(Chance& chance) {
  client::Options options;
  options.heart_beat = {beat, beat};
  options.heart_beat_tolerance = tolerance;
  options.connection_timeout = 3'000;
  options.connected_timeout = 2'000;
  options.receipt_timeout = chance.one_in(2) ? 0 : 2'500;
  options.disconnect_timeout = 1'000;
  options.close_timeout = 500;
  options.reconnect.delay = 200;
  options.reconnect.max_delay = 2'000;
  options.reconnect.jitter = 0.5;
  if (chance.one_in(2)) options.reconnect.growth = client::DelayGrowth::exponential;
  constexpr stomp::Version versions[] = {stomp::Version::v1_1, stomp::Version::v1_2};
  if (chance.one_in(3)) {
    options.versions = {};
    options.versions.insert(versions[chance.below(2)]);
  }
  return options;
}

sockjs::ClientOptions sockjs_options() {
  sockjs::ClientOptions options;
  options.url = "http://host/ws";
  options.info_timeout = 2'000;
  options.send_timeout = 3'000;
  options.flush_timeout = 500;
  return options;
}

server::Settings server_settings() {
  server::Settings settings;
  settings.heart_beat = {beat, beat};
  settings.heart_beat_tolerance = tolerance;
  settings.connect_timeout = 5'000;
  return settings;
}

std::optional<MessageName> message_in(std::string_view frame) {
  if (!frame.starts_with("MESSAGE\n")) return std::nullopt;
  const auto body = frame.find("\n\n") + 2;
  return MessageName::parse(frame.substr(body, frame.size() - 1 - body));
}

}  // namespace

World::World(std::uint64_t seed)
    : chance_(seed),
      route_(route_by(chance_)),
      gateway_(server_settings(), chance_.seed()),
      network_({schedule_, chance_, gateway_, route_}, [](std::uint32_t, std::string_view) {}) {
  const std::size_t count = 2 + chance_.below(2);
  for (std::size_t i = 0; i < count; ++i) add_client();
}

void World::add_client() {
  const int number = static_cast<int>(clients_.size());
  const bool is_over_sockjs = chance_.one_in(3);
  client::Options options = client_options(chance_);
  if (is_over_sockjs) options.connection_timeout = time_to_open_sockjs;
  clients_.push_back(
      std::make_unique<SimClient>(number, std::move(options), schedule_, chance_, ledger_,
                                  is_over_sockjs ? sockjs_transport(number) : plain_transport(number)));
  SimClient& added = *clients_.back();
  if (is_over_sockjs)
    carriers_.try_emplace(number, sockjs_options(), schedule_, chance_, network_, added.session(),
                          [&added] { added.drain(); });
}

SimClient::Transport World::plain_transport(int number) {
  return {
      [this, number](client::TransportId id) { open(number, id); },
      [this, number](client::TransportId id, const std::string& octets) {
        if (auto* connection = find(number, id)) connection->link->send(Link::Side::client, octets);
      },
      [this, number](client::TransportId id) {
        if (auto* connection = find(number, id)) return connection->link->close(Link::Side::client);
        schedule_.in(0, [this, number, id] { tell_closed(number, id); });
      },
      [](client::TransportId) {},
  };
}

SimClient::Transport World::sockjs_transport(int number) {
  const auto carrier = [this, number]() -> SockJsCarrier& { return carriers_.at(number); };
  return {
      [carrier](client::TransportId id) { carrier().open(id); },
      [carrier](client::TransportId id, const std::string& octets) { carrier().send(id, octets); },
      [carrier](client::TransportId id) { carrier().close(id); },
      [carrier](client::TransportId id) { carrier().close(id); },
  };
}

void World::run() {
  for (auto& each : clients_) each->session().activate(0);
  drain();
  fail_later();
  run_until(time_of_faults);
  come_to_peace();
  run_until(time_of_faults + time_of_peace);
  check_peace();
}

void World::run_until(Time end) {
  const auto due = [this] {
    auto next = gateway_.poll_timeout();
    for (const auto& each : clients_)
      if (const auto deadline = each->session().poll_timeout()) next = earlier(next, deadline->at);
    for (const auto& [client, carrier] : carriers_) next = earlier(next, carrier.poll_timeout());
    return next;
  };
  const auto call = [this] {
    gateway_.handle_timeout(schedule_.now());
    for (auto& each : clients_) each->session().handle_timeout(schedule_.now());
    for (auto& [client, carrier] : carriers_) carrier.handle_timeout(schedule_.now());
  };
  sim::run_until(schedule_, end, due, call, [this] { drain(); });
}

void World::drain() {
  while (auto output = gateway_.poll_output())
    if (!network_.carry_out(*output)) carry_out(*output);
  for (auto& each : clients_) each->drain();
  for (auto& [client, carrier] : carriers_) carrier.drain();
}

// Of a plain WebSocket.
void World::carry_out(const server::GatewayOutput& output) {
  if (const auto* const transmit = std::get_if<server::Transmit>(&output)) {
    const auto found = connections_.find(transmit->connection);
    if (found == connections_.end()) return;
    const std::string octets = server::octets_of(*transmit);
    if (const auto name = message_in(octets)) ledger_.transmitted(*name);
    gateway_.handle_sent(transmit->connection, octets.size(), schedule_.now());
    found->second.link->send(Link::Side::server, octets);
  } else if (const auto* const close = std::get_if<server::CloseConnection>(&output)) {
    const auto id = close->connection;
    if (const auto found = connections_.find(id); found != connections_.end())
      found->second.link->close(Link::Side::server);
    schedule_.in(5'000, [this, id] { gateway_.handle_closed(id, schedule_.now()); });
  }
}

// ---- The clients' plain WebSockets
// ------------------------------------------------------------------------------

void World::open(int client, client::TransportId transport) {
  schedule_.in(chance_.between(1, 60), [this, client, transport] {
    if (!network_up_ && chance_.one_in(2)) return;  // no answer at all
    if (!network_up_ || (faults_ && chance_.one_in(8))) return tell_closed(client, transport);
    establish(client, transport);
  });
}

void World::establish(int client, client::TransportId transport) {
  const auto id = gateway_.next_connection();
  auto& session = clients_[static_cast<std::size_t>(client)]->session();
  Link::End at_client{
      [this, &session, transport](const std::string& octets, bool end_of_message) {
        session.handle_bytes(transport, octets, end_of_message, schedule_.now());
        drain();
      },
      [this, client, transport] { tell_closed(client, transport); },
  };
  Link::End at_server{
      [this, id](const std::string& octets, bool end_of_message) {
        gateway_.handle_bytes(id, octets, end_of_message, true, schedule_.now());
      },
      [this, id] { gateway_.handle_closed(id, schedule_.now()); },
  };
  auto link = std::make_unique<Link>(schedule_, chance_, std::move(at_client), std::move(at_server));
  connections_.emplace(id, Connection{client, transport, std::move(link)});
  gateway_.handle_websocket_opened(id, {}, schedule_.now());
  session.handle_transport_opened(transport, schedule_.now());
}

void World::tell_closed(int client, client::TransportId transport) {
  clients_[static_cast<std::size_t>(client)]->session().handle_transport_closed(transport, schedule_.now());
}

World::Connection* World::find(int client, client::TransportId transport) {
  for (auto& [id, connection] : connections_)
    if (connection.client == client && connection.transport == transport) return &connection;
  return nullptr;
}

// ---- Faults -------------------------------------------------------------------------------------------------

void World::fail_later() {
  schedule_.in(chance_.between(100, 3'000), [this] {
    if (!faults_) return;
    fail_once();
    fail_later();
  });
}

void World::fail_once() {
  auto& session = clients_[chance_.below(clients_.size())]->session();
  std::vector<Connection*> open;
  for (auto& [id, connection] : connections_)
    if (connection.link->is_open() && !connection.link->is_cut()) open.push_back(&connection);
  switch (chance_.below(7)) {
    case 0:
    case 1:
      if (!open.empty()) open[chance_.below(open.size())]->link->reset();
      return;
    case 2:
    case 3:
      if (!open.empty()) cut(*open[chance_.below(open.size())]);
      return;
    case 4:
      network_up_ = false;
      for (auto* connection : open) cut(*connection);
      schedule_.in(chance_.between(500, 5'000), [this] { network_up_ = true; });
      return;
    case 5: session.force_disconnect(schedule_.now()); return;
    case 6: {
      session.deactivate({}, chance_.one_in(3), schedule_.now());
      schedule_.in(chance_.between(0, 2'000), [this, &session] { session.activate(schedule_.now()); });
      return;
    }
    default: return;
  }
}

// A dead peer is noticed within the time agreed.
void World::cut(Connection& connection) {
  connection.link->cut();
  const auto* client = clients_[static_cast<std::size_t>(connection.client)].get();
  const auto before = client->connection();
  // An older connection of his may still be closing.
  if (before.connection == 0 || client->transport() != connection.transport) return;
  schedule_.in(beat * tolerance + 500 + 1'000 + 10, [this, client, before] {
    if (client->connection() == before) ledger_.violated("a dead peer was not noticed in time");
  });
}

void World::come_to_peace() {
  faults_ = false;
  network_up_ = true;
  route_.is_faulty = false;
  route_.cuts_after = 0;
  for (auto& each : clients_) {
    each->stop_publishing();
    each->session().activate(schedule_.now());
  }
  clients_[0]->subscribe_to_all();
  clients_[0]->session().force_disconnect(schedule_.now());
  drain();
}

void World::check_peace() {
  std::set<ConnectionName> unbroken;
  for (const auto& each : clients_) {
    if (!each->session().connected()) ledger_.violated("a client did not come back");
    if (each->receipts_open() > 0) ledger_.violated("a receipt was neither answered nor reported lost");
    unbroken.insert(each->connection());
  }
  ledger_.settle(unbroken);
}

std::size_t World::connections() const {
  std::size_t count = 0;
  for (const auto& each : clients_) count += each->connections();
  return count;
}

std::size_t World::connections_over_sockjs() const {
  std::size_t count = 0;
  for (const auto& [client, carrier] : carriers_)
    count += clients_[static_cast<std::size_t>(client)]->connections();
  return count;
}

}  // namespace hoofbeat::sim
