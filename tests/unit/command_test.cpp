#include <catch2/catch.hpp>

#include <string>

#include <hoofbeat/stomp/command.hpp>

using namespace hoofbeat::stomp;

namespace {
constexpr Command all_commands[] = {
    Command::CONNECT,     Command::STOMP,      Command::CONNECTED, Command::SEND,    Command::SUBSCRIBE,
    Command::UNSUBSCRIBE, Command::ACK,        Command::NACK,      Command::BEGIN,   Command::COMMIT,
    Command::ABORT,       Command::DISCONNECT, Command::MESSAGE,   Command::RECEIPT, Command::ERROR,
};
}

TEST_CASE("commands and their texts", "[command]") {
  for (const Command command : all_commands) CHECK(parse_command(text_of(command)) == command);
  CHECK(text_of(Command::DISCONNECT) == "DISCONNECT");
  CHECK(text_of(Command::unknown).empty());
}

TEST_CASE("what is no command: another case, a part, more than one", "[command]") {
  for (const Command command : all_commands) {
    const std::string text(text_of(command));
    std::string lower = text;
    lower.back() = static_cast<char>(lower.back() | 0x20);
    CHECK(parse_command(lower) == Command::unknown);
    CHECK(parse_command(text + " ") == Command::unknown);
    CHECK(parse_command(" " + text) == Command::unknown);
    CHECK(parse_command(text + text) == Command::unknown);
    CHECK(parse_command(text + '\r') == Command::unknown);
    if (text != "CONNECTED") CHECK(parse_command(text.substr(0, text.size() - 1)) == Command::unknown);
  }
  CHECK(parse_command("") == Command::unknown);
  CHECK(parse_command("FOO") == Command::unknown);
}

TEST_CASE("the handshake's commands", "[command]") {
  for (const Command command : all_commands) {
    const bool expected =
        command == Command::CONNECT || command == Command::STOMP || command == Command::CONNECTED;
    CHECK(is_handshake(command) == expected);
  }
  CHECK_FALSE(is_handshake(Command::unknown));
}
