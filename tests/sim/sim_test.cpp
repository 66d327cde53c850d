#include <catch2/catch.hpp>

#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "world.hpp"

// Client session and broker face to face. HOOFBEAT_SIM_SEED=n plays one seed alone, HOOFBEAT_SIM_SEEDS=n
// plays n of them.

namespace {

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

struct Totals {
  std::size_t connections = 0;
  std::size_t deliveries = 0;
  std::size_t acceptances = 0;
};

std::size_t play(std::uint64_t seed, Totals& totals) {
  hoofbeat::sim::World world(seed);
  world.run();
  totals.connections += world.connections();
  totals.deliveries += world.ledger().deliveries();
  totals.acceptances += world.ledger().acceptances();
  const auto& violations = world.ledger().violations();
  for (const auto& violation : violations)
    std::cout << "seed " << seed << ": " << violation << "  (HOOFBEAT_SIM_SEED=" << seed << " replays it)\n";
  return violations.size();
}

}  // namespace

TEST_CASE("nothing is lost, doubled or reordered, whatever the network does", "[sim]") {
  constexpr std::uint64_t alone = UINT64_MAX;
  const std::uint64_t only = number_from_environment("HOOFBEAT_SIM_SEED", alone);
  const std::uint64_t first = only == alone ? 1 : only;
  const std::uint64_t count = only == alone ? number_from_environment("HOOFBEAT_SIM_SEEDS", 10'000) : 1;
  Totals totals;
  std::size_t violations = 0;
  for (std::uint64_t seed = first; seed < first + count && violations < 20; ++seed)
    violations += play(seed, totals);
  CHECK(violations == 0);
  std::cout << count << " seeds: " << totals.connections << " connections, " << totals.acceptances
            << " messages accepted, " << totals.deliveries << " deliveries\n";
  // A run in which nothing happened shows nothing.
  CHECK(totals.connections > 2 * count);
  CHECK(totals.deliveries > 10 * count);
}

TEST_CASE("a seed decides everything", "[sim]") {
  Totals first;
  Totals second;
  play(7, first);
  play(7, second);
  CHECK(first.deliveries == second.deliveries);
  CHECK(first.acceptances == second.acceptances);
  CHECK(first.connections == second.connections);
}
