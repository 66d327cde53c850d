#pragma once

#include <cstdint>

#include <hoofbeat/deadlines.hpp>

#include "chance.hpp"

namespace hoofbeat::sim {

enum class Upgrades : std::uint8_t { pass, refused, dropped };

/// What lies between pages and the server.
struct Route {
  /// What a proxy makes of WebSockets.
  Upgrades upgrades = Upgrades::pass;
  /// A proxy passes responses on when they are whole.
  bool buffers = false;
  /// A proxy ends every connection after so long; 0: none does.
  Time cuts_after = 0;
  /// Requests fail, stall, and break off.
  bool is_faulty = true;

  bool is_proxied() const { return upgrades != Upgrades::pass || buffers || cuts_after > 0; }
};

/// Mostly a plain one.
inline Route route_by(Chance& chance) {
  Route route;
  if (chance.one_in(2)) return route;
  route.upgrades = static_cast<Upgrades>(chance.below(3));
  route.buffers = chance.one_in(3);
  if (chance.one_in(3)) route.cuts_after = 2'000;
  return route;
}

}  // namespace hoofbeat::sim
