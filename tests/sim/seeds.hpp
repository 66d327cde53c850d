#pragma once

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

namespace hoofbeat::sim {

inline std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

struct SeedsPlayed {
  std::uint64_t count = 0;
  std::size_t violations = 0;
};

/// Plays seed after seed, and prints each one that failed. HOOFBEAT_SIM_SEED=n plays one seed alone,
/// HOOFBEAT_SIM_SEEDS=n plays n of them. `play` gives what was broken.
inline SeedsPlayed play_seeds(std::uint64_t usual_count,
                              const std::function<std::vector<std::string>(std::uint64_t seed)>& play) {
  constexpr std::uint64_t alone = UINT64_MAX;
  constexpr std::size_t enough = 20;
  const std::uint64_t only = number_from_environment("HOOFBEAT_SIM_SEED", alone);
  const std::uint64_t first = only == alone ? 1 : only;
  const std::uint64_t count = only == alone ? number_from_environment("HOOFBEAT_SIM_SEEDS", usual_count) : 1;
  SeedsPlayed played{count, 0};
  for (std::uint64_t seed = first; seed < first + count && played.violations < enough; ++seed) {
    for (const std::string& violation : play(seed)) {
      std::cout << "seed " << seed << ": " << violation << "  (HOOFBEAT_SIM_SEED=" << seed << " replays it)\n";
      ++played.violations;
    }
  }
  return played;
}

}  // namespace hoofbeat::sim
