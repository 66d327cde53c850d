#include <catch2/catch.hpp>

#include <iostream>
#include <string>
#include <vector>

#include "echo_world.hpp"
#include "seeds.hpp"

// SockJS client sessions and the server's, face to face. HOOFBEAT_SIM_SEED and HOOFBEAT_SIM_SEEDS as in
// sim_test.cpp.

namespace {

struct Totals {
  std::size_t sessions = 0;
  std::size_t echoes = 0;
};

std::vector<std::string> play(std::uint64_t seed, Totals& totals) {
  hoofbeat::sim::EchoWorld world(seed);
  world.run();
  totals.sessions += world.ledger().sessions();
  totals.echoes += world.ledger().echoes();
  return world.ledger().violations();
}

}  // namespace

TEST_CASE("within a SockJS session nothing is lost, doubled or reordered, whatever lies between",
          "[sim][sockjs]") {
  Totals totals;
  const auto played = hoofbeat::sim::play_seeds(10'000, [&](std::uint64_t seed) { return play(seed, totals); });
  CHECK(played.violations == 0);
  std::cout << played.count << " seeds: " << totals.sessions << " SockJS sessions, " << totals.echoes
            << " echoes\n";
  // A run in which nothing happened shows nothing.
  CHECK(totals.sessions > 2 * played.count);
  CHECK(totals.echoes > 20 * played.count);
}

TEST_CASE("a seed decides everything, of SockJS too", "[sim][sockjs]") {
  Totals first;
  Totals second;
  play(7, first);
  play(7, second);
  CHECK(first.sessions == second.sessions);
  CHECK(first.echoes == second.echoes);
}
