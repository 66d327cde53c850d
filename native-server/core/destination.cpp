#include "core/destination.hpp"

#include <algorithm>
#include <string>

namespace hoofbeat::server {
namespace {

bool is_named_under(std::string_view prefix, std::string_view destination) {
  return destination.size() > prefix.size() && destination.starts_with(prefix);
}

DestinationKind broker_kind(std::string_view destination) {
  if (is_named_under("/topic/", destination)) return DestinationKind::topic;
  if (is_named_under("/queue/", destination)) return DestinationKind::queue;
  return DestinationKind::unknown;
}

bool is_control(char octet) { return static_cast<unsigned char>(octet) < 0x20 || octet == '\x7F'; }

std::optional<Refusal> refuse_name(std::string_view destination, const Limits& limits) {
  if (destination.size() > limits.max_destination_bytes) {
    return Refusal{"destination_too_long", "destination too long",
                   "The destination " + quoted(destination) + " has " + std::to_string(destination.size()) +
                       " octets; the limit max_destination_bytes is " +
                       std::to_string(limits.max_destination_bytes) + ".",
                   close_code::policy_violation};
  }
  if (std::any_of(destination.begin(), destination.end(), is_control)) {
    return Refusal{"invalid_destination", "invalid destination",
                   "The destination " + quoted(destination) + " holds a control character.",
                   close_code::policy_violation};
  }
  return std::nullopt;
}

Refusal unknown(std::string_view destination, std::string_view valid) {
  return {"unknown_destination", "unknown destination " + quoted(destination),
          "There is no destination " + quoted(destination) + ". " + std::string(valid),
          close_code::policy_violation};
}

}  // namespace

DestinationKind sendable(std::string_view destination) {
  if (destination == hello_destination || destination == echo_destination) return DestinationKind::application;
  return broker_kind(destination);
}

DestinationKind subscribable(std::string_view destination) {
  if (destination == echo_destination || destination == user_echo_destination) return DestinationKind::own;
  return broker_kind(destination);
}

std::optional<Refusal> refuse_send(std::string_view destination, const Limits& limits) {
  if (auto refusal = refuse_name(destination, limits)) return refusal;
  if (sendable(destination) != DestinationKind::unknown) return std::nullopt;
  return unknown(destination, "SEND goes to /topic/<name>, /queue/<name>, /app/hello or /app/echo.");
}

std::optional<Refusal> refuse_subscribe(std::string_view destination, const Limits& limits) {
  if (auto refusal = refuse_name(destination, limits)) return refusal;
  if (subscribable(destination) == DestinationKind::unknown)
    return unknown(destination, "SUBSCRIBE takes /topic/<name>, /queue/<name>, /app/echo or /user/queue/echo.");
  if (destination.find('*') != std::string_view::npos) {
    return Refusal{
        "wildcards_not_supported", "wildcards are not supported",
        "The destination " + quoted(destination) + " holds '*'. Subscribe to each destination by its plain name.",
        close_code::policy_violation};
  }
  return std::nullopt;
}

}  // namespace hoofbeat::server
