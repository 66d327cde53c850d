#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/sockjs/client_output.hpp>

// The client session's states, and which frame is legal in which. The transitions are in client_session.cpp.
//
//   Unopened ── open ──> FetchingInfo ── /info ──> Choosing ──> Opening ── `o` ──> Open
//                             │                       ^  │         │                 │ close, with messages
//                             waiting │                       └──│─────────┘ failed, late    v │ failed │ none
//                             left               Flushing v                          v                           v
//                           Over <───────────────────────┴───────────────────────────┘

namespace hoofbeat::sockjs {

/// What carries a session while it is Opening, Open or Flushing: the exchange that receives, and over HTTP the one
/// that sends.
struct Line {
  Transport transport = Transport::websocket;
  /// The session's part of the path.
  std::string session;
  ExchangeId receiver = 0;
  ExchangeId sender = 0;
};

struct Unopened {};
struct FetchingInfo {
  ExchangeId exchange;
  Time since;
  /// It has failed, and the exchange asks whether there is a server at all.
  bool probes = false;
};
/// A session id is awaited from the caller, for this transport.
struct Choosing {
  Transport transport;
};
/// A transport has begun; its `o` is awaited.
struct Opening {};
struct Open {};
/// Closed, but what was sent before still goes out.
struct Flushing {};
struct Over {};

using ClientState = std::variant<Unopened, FetchingInfo, Choosing, Opening, Open, Flushing, Over>;
// Else each transition would bring the code that destroys what the state before owned.
static_assert(std::is_trivially_copyable_v<ClientState>);

/// In the order in which they are served when due at once.
enum class ClientDue : std::uint8_t {
  info_timeout,
  transport_timeout,
  next_receiver,
  silence,
  send_timeout,
  flush_timeout,
  count_
};

/// What is done with a frame.
enum class FrameVerdict : std::uint8_t { take, pass_over, session_lost, violation };

/// By state (rows, as in ClientState) and frame (as in ServerFrame): o, h, messages, c.
inline constexpr auto frame_verdicts = [] {
  constexpr auto take = FrameVerdict::take;
  constexpr auto pass = FrameVerdict::pass_over;
  constexpr auto lost = FrameVerdict::session_lost;
  constexpr auto viol = FrameVerdict::violation;
  return std::array<std::array<FrameVerdict, 4>, std::variant_size_v<ClientState>>{{
      /* Unopened     */ {pass, pass, pass, pass},
      /* FetchingInfo */ {pass, pass, pass, pass},
      /* Choosing     */ {pass, pass, pass, pass},
      /* Opening      */ {take, pass, viol, take},
      /* Open         */ {lost, take, take, take},
      /* Flushing     */ {pass, pass, pass, take},
      /* Over         */ {pass, pass, pass, pass},
  }};
}();

}  // namespace hoofbeat::sockjs
