#include <catch2/catch.hpp>

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "seeds.hpp"
#include "world.hpp"

// Client session and broker face to face, over WebSockets and over SockJS. HOOFBEAT_SIM_SEED=n plays one seed
// alone, HOOFBEAT_SIM_SEEDS=n plays n of them.

namespace {

struct Totals {
  std::size_t connections = 0;
  std::size_t connections_over_sockjs = 0;
  std::size_t deliveries = 0;
  std::size_t acceptances = 0;
};

std::vector<std::string> play(std::uint64_t seed, Totals& totals) {
  hoofbeat::sim::World world(seed);
  world.run();
  totals.connections += world.connections();
  totals.connections_over_sockjs += world.connections_over_sockjs();
  totals.deliveries += world.ledger().deliveries();
  totals.acceptances += world.ledger().acceptances();
  return world.ledger().violations();
}

}  // namespace

TEST_CASE("nothing is lost, doubled or reordered, whatever the network does", "[sim]") {
  Totals totals;
  const auto played = hoofbeat::sim::play_seeds(10'000, [&](std::uint64_t seed) { return play(seed, totals); });
  CHECK(played.violations == 0);
  std::cout << played.count << " seeds: " << totals.connections << " connections, "
            << totals.connections_over_sockjs << " of them over SockJS, " << totals.acceptances
            << " messages accepted, " << totals.deliveries << " deliveries\n";
  // A run in which nothing happened shows nothing.
  CHECK(totals.connections > 2 * played.count);
  CHECK(totals.connections_over_sockjs > played.count);
  CHECK(totals.deliveries > 10 * played.count);
}

TEST_CASE("a seed decides everything", "[sim]") {
  Totals first;
  Totals second;
  play(7, first);
  play(7, second);
  CHECK(first.deliveries == second.deliveries);
  CHECK(first.acceptances == second.acceptances);
  CHECK(first.connections == second.connections);
  CHECK(first.connections_over_sockjs == second.connections_over_sockjs);
}
