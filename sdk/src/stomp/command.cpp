#include <hoofbeat/stomp/command.hpp>

#include <array>

namespace hoofbeat::stomp {
namespace {

constexpr std::array<std::string_view, 16> names = {
    "",     "CONNECT", "STOMP",  "CONNECTED", "SEND",       "SUBSCRIBE", "UNSUBSCRIBE", "ACK",
    "NACK", "BEGIN",   "COMMIT", "ABORT",     "DISCONNECT", "MESSAGE",   "RECEIPT",     "ERROR",
};

}  // namespace

std::string_view text_of(Command command) { return names[static_cast<std::size_t>(command)]; }

Command parse_command(std::string_view text) {
  // Nearly every frame is one of these two.
  if (text == "MESSAGE") return Command::MESSAGE;
  if (text == "SEND") return Command::SEND;
  for (std::size_t i = 1; i < names.size(); ++i)
    if (names[i] == text) return static_cast<Command>(i);
  return Command::unknown;
}

}  // namespace hoofbeat::stomp
