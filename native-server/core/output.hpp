#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/message.hpp"

namespace hoofbeat::server {

/// Chosen by the caller, never used again.
using ConnectionId = std::uint64_t;

/// One STOMP frame, or one EOL: one WebSocket message.
struct Transmit {
  ConnectionId connection = 0;
  /// The whole frame; or what comes in front of what `message` shares.
  std::shared_ptr<const std::string> head;
  std::shared_ptr<const Message> message;
  stomp::Version version = stomp::Version::none;
  /// A text message, else a binary one (RFC 6455, section 5.6).
  bool text = true;

  /// The octets, in up to three stretches that live as long as this.
  std::array<std::string_view, 3> parts() const;
  std::size_t size() const;
};

std::string octets_of(const Transmit& transmit);
/// A message of octets that are nobody else's.
Transmit transmit_of(ConnectionId connection, std::string octets, bool text = true);

/// Close with this status code and reason (RFC 6455, section 7.4), after what was to be transmitted before.
struct CloseConnection {
  ConnectionId connection = 0;
  std::uint16_t code = 1000;
  /// UTF-8, at most 123 octets.
  std::string reason;
  /// What still waits need not be sent: the peer does not take it.
  bool discard_waiting = false;
};

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// Something worth a line in the log.
struct LogEvent {
  LogLevel level = LogLevel::info;
  std::string_view event;
  /// 0: none.
  ConnectionId connection = 0;
  std::vector<std::pair<std::string_view, std::string>> fields;
};

using Output = std::variant<Transmit, CloseConnection, LogEvent>;

/// What waits to be polled, in order.
class Outbox {
 public:
  void push(Output output) { waiting_.push_back(std::move(output)); }
  std::optional<Output> poll();

 private:
  std::deque<Output> waiting_;
};

}  // namespace hoofbeat::server
