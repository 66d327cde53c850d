#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include <hoofbeat/stomp/frame.hpp>
#include <hoofbeat/stomp/heartbeat.hpp>
#include <hoofbeat/stomp/version.hpp>

#include "core/refusal.hpp"
#include "core/settings.hpp"

namespace hoofbeat::server {

/// What CONNECT comes to (STOMP 1.2, "Connecting").
struct Agreement {
  stomp::Version version;
  stomp::HeartBeat heart_beat;
  /// As given by the client.
  std::optional<std::string_view> login;
};

std::variant<Agreement, Refusal> negotiate(const stomp::FrameView& connect, const Settings& settings);

/// "hoofbeat/<version>", the `server` header.
std::string_view server_name();

}  // namespace hoofbeat::server
