#pragma once

#include <array>
#include <cstdint>
#include <type_traits>
#include <variant>

#include <hoofbeat/client/output.hpp>
#include <hoofbeat/stomp/command.hpp>
#include <hoofbeat/stomp/version.hpp>

// The client session's states, and which frame is legal in which. The transitions are in session.cpp.
//
//   Inactive ── activate ──> Opening ── opened ──> Connecting ── CONNECTED ──> Connected
//      ^                        ^                     │ ERROR,                   │ deactivate
//      │                        │ deadline            │ timeout,                 v
//      │                     Waiting <── closed ──┐   │ violation           Disconnecting
//      │                                          │   v                          │ RECEIPT, deadline
//      └──────────── closed ─────────────────── Closing <────────────────────────┘

namespace hoofbeat::client {

/// What follows when the transport has closed.
enum class Afterwards : std::uint8_t { reconnect, deactivate, activate_anew };

struct Inactive {};
/// For the next attempt; or for ever, where reconnection is off.
struct Waiting {};
struct Opening {
  TransportId transport;
};
struct Connecting {
  TransportId transport;
};
struct Established {
  TransportId transport;
  stomp::Version version;
  /// An ERROR came, after which a broker must close (STOMP 1.2, "ERROR"), and RabbitMQ often doesn't:
  /// no longer counts as connected until the broker shows that it goes on.
  bool doubtful = false;
  /// Whether that doubt was given `wake_grace`.
  bool has_grace = false;
};
struct Disconnecting {
  TransportId transport;
  stomp::Version version;
  Afterwards afterwards = Afterwards::deactivate;
};
struct Closing {
  TransportId transport;
  Afterwards afterwards;
};

using State = std::variant<Inactive, Waiting, Opening, Connecting, Established, Disconnecting, Closing>;
// Else each transition would bring the code that destroys what the state before owned.
static_assert(std::is_trivially_copyable_v<State>);

/// Deadlines that a session can have; in the order in which they are served when due at once.
enum class Due : std::uint8_t {
  connection_timeout,
  connected_timeout,
  heart_beat_lost,
  error_timeout,
  receipt_timeout,
  disconnect_timeout,
  close_timeout,
  reconnect,
  heart_beat,
  count_,
};

/// What a session does with a frame: take it, pass over it since it no longer matters, or give the
/// connection up since it is a violation (STOMP 1.2, "Connecting", "Client Frames", "Server Frames").
enum class Verdict : std::uint8_t { take, pass_over, violation };

/// By state (rows, as in State) and frame: CONNECTED, MESSAGE, RECEIPT, ERROR, any other, heartbeat.
inline constexpr auto verdicts = [] {
  constexpr auto take = Verdict::take;
  constexpr auto pass = Verdict::pass_over;
  constexpr auto viol = Verdict::violation;
  return std::array<std::array<Verdict, 6>, std::variant_size_v<State>>{{
      /* Inactive      */ {pass, pass, pass, pass, pass, pass},
      /* Waiting       */ {pass, pass, pass, pass, pass, pass},
      /* Opening       */ {pass, pass, pass, pass, pass, pass},
      /* Connecting    */ {take, viol, viol, take, viol, pass},
      /* Established   */ {viol, take, take, take, take, take},
      /* Disconnecting */ {viol, take, take, take, take, take},
      /* Closing       */ {pass, pass, pass, pass, pass, pass},
  }};
}();

}  // namespace hoofbeat::client
