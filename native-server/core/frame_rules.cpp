#include "core/frame_rules.hpp"

#include <algorithm>
#include <array>

namespace hoofbeat::server {
namespace {

using stomp::Command;
using stomp::Version;

struct Rule {
  Command command;
  Version since;
  bool may_have_body;
  /// Required headers, separated by blanks, in 1.0, 1.1 and 1.2.
  std::array<std::string_view, 3> required;
};

// STOMP 1.0, 1.1 and 1.2, "Client Frames" and "Standard Headers". `host` of CONNECT is not asked for: the server
// has no virtual hosts, and widespread clients leave it out.
constexpr Rule rules[] = {
    // clang-format off
    {Command::SEND,        Version::v1_0, true,  {"destination", "destination", "destination"}},
    {Command::SUBSCRIBE,   Version::v1_0, false, {"destination", "destination id", "destination id"}},
    {Command::UNSUBSCRIBE, Version::v1_0, false, {"", "id", "id"}},
    {Command::ACK,         Version::v1_0, false, {"message-id", "message-id subscription", "id"}},
    {Command::NACK,        Version::v1_1, false, {"", "message-id subscription", "id"}},
    {Command::BEGIN,       Version::v1_0, false, {"transaction", "transaction", "transaction"}},
    {Command::COMMIT,      Version::v1_0, false, {"transaction", "transaction", "transaction"}},
    {Command::ABORT,       Version::v1_0, false, {"transaction", "transaction", "transaction"}},
    {Command::DISCONNECT,  Version::v1_0, false, {"", "", ""}},
    // clang-format on
};

std::string command_of(const stomp::FrameView& frame) { return quoted(frame.command_text); }

bool is_connect(Command command) { return command == Command::CONNECT || command == Command::STOMP; }

bool is_from_server(Command command) {
  return command == Command::CONNECTED || command == Command::MESSAGE || command == Command::RECEIPT ||
         command == Command::ERROR;
}

std::string commands_since(Version version) {
  std::string list;
  for (const Rule& rule : rules) {
    if (rule.since > version) continue;
    if (!list.empty()) list += ", ";
    list += text_of(rule.command);
  }
  return list;
}

Refusal unknown_command(const stomp::FrameView& frame, Version version) {
  return {"unknown_command", "unknown command " + command_of(frame),
          "STOMP " + std::string(text_of(version)) + " has no client frame " + command_of(frame) +
              ". A client may send " + commands_since(version) + "."};
}

Refusal unexpected_frame(const stomp::FrameView& frame, std::string explanation) {
  return {name_of(ErrorCode::unexpected_frame), "unexpected frame " + command_of(frame), std::move(explanation)};
}

std::optional<Refusal> refuse_missing_headers(const stomp::FrameView& frame, std::string_view required) {
  for (std::string_view rest = required; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    if (!stomp::find(frame.headers, name)) return missing_header(frame, name);
  }
  return std::nullopt;
}

}  // namespace

Refusal missing_header(const stomp::FrameView& frame, std::string_view required) {
  return {name_of(ErrorCode::missing_header), "missing header " + quoted(required),
          "The frame " + command_of(frame) + " has no header " + quoted(required) + ", which it requires."};
}

std::optional<Refusal> refuse_frame(const stomp::FrameView& frame, Session::Stage stage, Version version) {
  if (stage == Session::Stage::awaits_connect) {
    if (is_connect(frame.command)) return std::nullopt;
    return unexpected_frame(frame,
                            "The first frame of a client is CONNECT or STOMP, not " + command_of(frame) + ".");
  }
  if (is_connect(frame.command)) return unexpected_frame(frame, "The session is connected already.");
  if (is_from_server(frame.command))
    return unexpected_frame(frame, "The frame " + command_of(frame) + " is sent by servers, not by clients.");

  const auto rule = std::find_if(std::begin(rules), std::end(rules),
                                 [&](const Rule& each) { return each.command == frame.command; });
  if (rule == std::end(rules) || rule->since > version) return unknown_command(frame, version);
  if (!rule->may_have_body && !frame.body.empty() && version != Version::v1_0) {
    return Refusal{"body_not_allowed", "body not allowed in " + command_of(frame),
                   "The frame " + command_of(frame) + " has a body of " + std::to_string(frame.body.size()) +
                       " octets; of a client's frames only SEND may have one."};
  }
  return refuse_missing_headers(frame, rule->required[static_cast<std::size_t>(version) - 1]);
}

}  // namespace hoofbeat::server
