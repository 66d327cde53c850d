#pragma once

#include <cstdint>
#include <string_view>

namespace hoofbeat::stomp {

/// STOMP 1.2, "Augmented BNF": client-command and server-command. `unknown`: any other text.
enum class Command : std::uint8_t {
  unknown,
  CONNECT,
  STOMP,
  CONNECTED,
  SEND,
  SUBSCRIBE,
  UNSUBSCRIBE,
  ACK,
  NACK,
  BEGIN,
  COMMIT,
  ABORT,
  DISCONNECT,
  MESSAGE,
  RECEIPT,
  ERROR,
};

std::string_view text_of(Command command);
Command parse_command(std::string_view text);

/// CONNECT, STOMP and CONNECTED are never escaped, so that 1.0 peers can read them
/// (STOMP 1.2, "Value Encoding").
constexpr bool is_handshake(Command command) {
  return command == Command::CONNECT || command == Command::STOMP || command == Command::CONNECTED;
}

}  // namespace hoofbeat::stomp
