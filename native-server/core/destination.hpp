#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/limits.hpp"
#include "core/refusal.hpp"

namespace hoofbeat::server {

/// Where a message goes. `own`: to subscriptions of the sender's session alone.
enum class DestinationKind : std::uint8_t { unknown, topic, queue, application, own };

inline constexpr std::string_view echo_destination = "/app/echo";
inline constexpr std::string_view user_echo_destination = "/user/queue/echo";
inline constexpr std::string_view hello_destination = "/app/hello";
inline constexpr std::string_view greetings_destination = "/topic/greetings";

/// What SEND may name: a topic, a queue or an application destination.
DestinationKind sendable(std::string_view destination);
/// What SUBSCRIBE may name: a topic, a queue or one of the sender's own.
DestinationKind subscribable(std::string_view destination);

/// Why SEND to this destination is refused, if it is.
std::optional<Refusal> refuse_send(std::string_view destination, const Limits& limits);
/// Why SUBSCRIBE to this destination is refused, if it is.
std::optional<Refusal> refuse_subscribe(std::string_view destination, const Limits& limits);

}  // namespace hoofbeat::server
