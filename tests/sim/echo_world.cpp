#include "echo_world.hpp"

#include <string_view>

namespace hoofbeat::sim {
namespace {

constexpr Time time_of_faults = 10'000;
// After a slow /info each of four transports has 2,400 ms.
constexpr Time time_to_recover = 20'000;
constexpr Time time_to_arrive = 5'000;
constexpr Time heartbeat = 1'000;

sockjs::ClientOptions client_options(Chance& chance, const Route& route) {
  sockjs::ClientOptions options;
  options.url = "http://host/echo";
  if (!route.is_proxied() && chance.one_in(2))
    options.selected = static_cast<sockjs::TransportSet>(1U << chance.below(sockjs::transports.size()));
  options.info_timeout = 2'000;
  options.send_timeout = 3'000;
  options.flush_timeout = chance.between(0, 2'000);
  options.max_post_bytes = 20 + chance.below(2'000);
  // Three heartbeats; a pause of the network's may be that long, a silence of the server's is not.
  options.silence_timeout = 3 * heartbeat;
  return options;
}

server::Settings server_settings() {
  server::Settings settings;
  settings.test_services = true;
  settings.sockjs.heartbeat = heartbeat;
  return settings;
}

}  // namespace

EchoWorld::EchoWorld(std::uint64_t seed)
    : chance_(seed),
      route_(route_by(chance_)),
      gateway_(server_settings(), chance_.seed()),
      network_({schedule_, chance_, gateway_, route_},
               [this](std::uint32_t page, std::string_view json) { ledger_.took(page, json); }) {
  const std::size_t count = 1 + chance_.below(3);
  for (std::size_t i = 0; i < count; ++i)
    clients_.push_back(
        std::make_unique<EchoClient>(client_options(chance_, route_), schedule_, chance_, ledger_, network_));
}

void EchoWorld::run() {
  for (auto& each : clients_) each->open_page();
  drain();
  run_until(time_of_faults);
  route_.is_faulty = false;
  route_.cuts_after = 0;
  for (auto& each : clients_) each->be_quiet();
  run_until(schedule_.now() + time_to_recover);
  for (auto& each : clients_)
    if (each->is_open())
      each->send_some();
    else
      ledger_.violated(0, "a client did not come back");
  drain();
  run_until(schedule_.now() + time_to_arrive);
  for (auto& each : clients_) each->settle();
}

void EchoWorld::run_until(Time end) {
  const auto due = [this] {
    auto next = gateway_.poll_timeout();
    for (const auto& each : clients_) next = earlier(next, each->poll_timeout());
    return next;
  };
  const auto call = [this] {
    gateway_.handle_timeout(schedule_.now());
    for (auto& each : clients_) each->handle_timeout(schedule_.now());
  };
  sim::run_until(schedule_, end, due, call, [this] { drain(); });
}

void EchoWorld::drain() {
  while (auto output = gateway_.poll_output()) network_.carry_out(*output);
  for (auto& each : clients_) each->drain();
}

}  // namespace hoofbeat::sim
