#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <hoofbeat/client/reconnect_policy.hpp>
#include <hoofbeat/stomp/heartbeat.hpp>
#include <hoofbeat/stomp/limits.hpp>
#include <hoofbeat/stomp/version.hpp>

namespace hoofbeat::client {

/// Settings of a session. Times are milliseconds, 0 turns a deadline off. Read when they are needed: what
/// CONNECT says, at the next connection.
struct Options {
  stomp::VersionSet versions = stomp::VersionSet::all();
  /// CONNECT's host, required from 1.1 on (STOMP 1.2, "CONNECT or STOMP Frame"). RabbitMQ takes it for the
  /// virtual host, where "/" is the default one; Spring and ActiveMQ don't look at it. None: not sent.
  std::optional<std::string> host = "/";
  /// Written to CONNECT ahead of all others, as they are. They win over `host`, but not over accept-version and
  /// heart-beat.
  std::vector<std::pair<std::string, std::string>> connect_headers;

  stomp::HeartBeat heart_beat{10'000, 10'000};
  /// The peer is lost when silent for longer than the agreed interval times this; at least 1.
  double heart_beat_tolerance = 2;

  /// From the transport's start (handle_transport_started) to CONNECTED.
  Time connection_timeout = 0;
  /// From CONNECT to CONNECTED: brokers without a common version may stay silent.
  Time connected_timeout = 30'000;
  /// From the frame that asks for it to its RECEIPT.
  Time receipt_timeout = 30'000;
  /// From DISCONNECT to its RECEIPT or the peer's close.
  Time disconnect_timeout = 5'000;
  /// From asking the transport to close to its having closed; then it is abandoned. Never off.
  Time close_timeout = 3'000;
  /// From an ERROR to any sign that the broker goes on with the connection, where no heart-beat tells.
  Time error_timeout = 5'000;

  ReconnectOptions reconnect;
  /// After sleep: for how long at the least the peer is given to show that it is still there.
  Time wake_grace = 5'000;

  /// Messages may lack the NUL at their end, as in React Native, which cuts text there.
  bool nul_may_be_missing = false;
  stomp::Limits limits;
  std::size_t max_subscriptions = 100'000;
  std::size_t max_receipts = 100'000;
};

}  // namespace hoofbeat::client
