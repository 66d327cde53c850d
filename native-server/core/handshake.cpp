#include "core/handshake.hpp"

#include <algorithm>
#include <string>

namespace hoofbeat::server {
namespace {

using stomp::Version;

// Takes as long for a wrong passcode as for the right one of the same length.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

bool is_let_in(const std::vector<User>& users, std::string_view login, std::string_view passcode) {
  return users.empty() || std::any_of(users.begin(), users.end(), [&](const User& user) {
           return user.login == login && equal_in_constant_time(user.passcode, passcode);
         });
}

Refusal no_common_version(std::string_view accepted) {
  const std::string supported = stomp::VersionSet::all().text();
  return {"no_common_version",
          "no common version",
          "The client accepts " + quoted(accepted) + "; this server speaks STOMP " + supported + ".",
          close_code::protocol_error,
          {{"version", supported}}};
}

Refusal access_refused() {
  return {"access_refused", "Access refused",
          "CONNECT needs the headers login and passcode of a user of this server.", close_code::policy_violation};
}

Refusal invalid_heart_beat(std::string_view value) {
  return {
      name_of(ErrorCode::invalid_heart_beat), "invalid heart-beat " + quoted(value),
      std::string(sentence_of(ErrorCode::invalid_heart_beat)) + " Write heart-beat:<outgoing ms>,<incoming ms>."};
}

}  // namespace

std::variant<Agreement, Refusal> negotiate(const stomp::FrameView& connect, const Settings& settings) {
  Agreement agreement{Version::v1_0, {}, stomp::find(connect.headers, "login")};
  if (const auto accepted = stomp::find(connect.headers, "accept-version")) {
    agreement.version = stomp::VersionSet::parse(*accepted).newest();
    if (agreement.version == Version::none) return no_common_version(*accepted);
  }
  const auto passcode = stomp::find(connect.headers, "passcode");
  if (!is_let_in(settings.users, agreement.login.value_or(""), passcode.value_or(""))) return access_refused();

  // STOMP 1.0 has no heart-beat.
  const auto heart_beat = stomp::find(connect.headers, "heart-beat");
  if (heart_beat && agreement.version != Version::v1_0) {
    const auto offer = stomp::parse_heart_beat(*heart_beat);
    if (!offer) return invalid_heart_beat(*heart_beat);
    agreement.heart_beat = stomp::agree(settings.heart_beat, *offer);
  }
  return agreement;
}

std::string_view server_name() { return "hoofbeat/" HOOFBEAT_VERSION; }

}  // namespace hoofbeat::server
