#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/stomp/heartbeat.hpp>

#include "core/limits.hpp"

namespace hoofbeat::server {

struct User {
  std::string login;
  std::string passcode;
};

/// Of all SockJS services; times in milliseconds.
struct SockJsSettings {
  /// A frame `h` after so long a silence; 0: none.
  double heartbeat = 25'000;
  /// How long a session waits for its client to ask again.
  double session_expiry = 5'000;
  /// Octets of a streamed response after which it ends and the client asks again.
  std::size_t streaming_limit = 128U << 10U;
  /// Whether session URLs of STOMP's service set the cookie JSESSIONID, for proxies that go by it.
  bool cookie_needed = false;
  /// Of the script that the iframe page loads, for old clients that use such transports.
  std::string client_url = "https://cdn.jsdelivr.net/npm/sockjs-client@1/dist/sockjs.min.js";
};

/// Everything that can be set; settings.example.json shows it with the defaults.
struct Settings {
  std::string address = "127.0.0.1";
  /// HTTP and WebSocket; 0: any free port.
  std::uint16_t port = 8080;
  /// STOMP over plain TCP; 0: any free port, -1: none.
  std::int32_t tcp_port = 61613;
  /// Where STOMP's SockJS service is. A WebSocket opened here, or with `/websocket` behind it, is STOMP without
  /// SockJS.
  std::string path = "/ws";
  /// Directory of the console page, served at `/`; empty: looked for beside the executable.
  std::string console;
  /// Directory of the npm package's modules, served at `/hoofbeat/`; empty: looked for beside the executable.
  std::string package;
  /// Values of the Origin header that are let in; `*`: any. Requests without Origin are not from a browser.
  std::vector<std::string> allowed_origins = {"*"};

  SockJsSettings sockjs;
  /// Offers the test services of the SockJS protocol: /echo, /close, /amplify and their like.
  bool test_services = false;
  /// Accepts the WebSocket extension permessage-deflate (RFC 7692).
  bool permessage_deflate = false;

  std::string log_level = "info";
  std::string log_format = "text";
  /// Ends when standard input does; on the command line alone.
  bool end_with_input = false;

  /// Who may connect; empty: anybody.
  std::vector<User> users;
  /// The server's offer, in milliseconds (STOMP 1.2, "Heart-beating").
  /// Small, so that the client's wish decides, as with RabbitMQ and ActiveMQ.
  stomp::HeartBeat heart_beat{100, 100};
  /// How many intervals of silence make a client lost; at least 1.
  double heart_beat_tolerance = 2;
  /// How long a client may take until its CONNECT is complete, in milliseconds.
  double connect_timeout = 10'000;
  /// A queue for what was refused too often; empty: such messages are dropped, and each is logged.
  std::string dead_letter_queue = "/queue/dead-letter";

  Limits limits;
};

/// What is wrong with one setting.
struct SettingsProblem {
  /// Its place, e.g. `limits.max_sessions` or `users[2].login`; empty: the text as a whole.
  std::string key;
  std::string text;
};

/// Reads JSON over the values that are there. Gives every problem, not just the first; a key that is not known is
/// one.
std::vector<SettingsProblem> read_settings(std::string_view json, Settings& settings);

/// Checks what depends on several settings, wherever they came from.
std::vector<SettingsProblem> check_settings(const Settings& settings);

}  // namespace hoofbeat::server
