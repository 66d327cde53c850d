#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "core/settings.hpp"
#include "core/upgrade.hpp"

using namespace hoofbeat::server;

namespace {

std::vector<std::size_t> values_of(const Limits& limits) {
  return {limits.frame.max_frame_bytes,
          limits.frame.max_body_bytes,
          limits.frame.max_line_bytes,
          limits.frame.max_headers,
          limits.max_sessions,
          limits.max_subscriptions_per_session,
          limits.max_destinations,
          limits.max_destination_bytes,
          limits.max_queue_messages,
          limits.max_queue_bytes,
          limits.max_stored_bytes,
          limits.max_unacknowledged,
          limits.max_deliveries,
          limits.max_send_buffer_bytes,
          limits.max_transactions_per_session,
          limits.max_transaction_bytes,
          limits.max_websocket_message_bytes,
          limits.max_sockjs_sessions,
          limits.max_sockjs_queue_bytes,
          limits.max_sockjs_post_bytes,
          limits.max_sockjs_frame_messages,
          limits.max_http_header_bytes,
          limits.max_http_body_bytes,
          limits.max_http_connections};
}

std::vector<SettingsProblem> problems_of(std::string_view json) {
  Settings settings;
  auto problems = read_settings(json, settings);
  for (auto& problem : check_settings(settings)) problems.push_back(std::move(problem));
  return problems;
}

}  // namespace

TEST_CASE("settings are read over the defaults") {
  Settings settings;
  REQUIRE(read_settings(R"({"port": 0, "tcp_port": -1, "users": [{"login": "a", "passcode": "b"}],
                            "heart_beat": {"tolerance": 1.5}, "limits": {"max_sessions": 7, "max_frame_bytes": 65536}})",
                        settings)
              .empty());
  CHECK(settings.port == 0);
  CHECK(settings.tcp_port == -1);
  CHECK(settings.users.at(0).passcode == "b");
  CHECK(settings.heart_beat_tolerance == 1.5);
  CHECK(settings.heart_beat.outgoing == 100);
  CHECK(settings.limits.max_sessions == 7);
  CHECK(settings.limits.frame.max_frame_bytes == 65'536);
  CHECK(settings.limits.max_queue_messages == Limits().max_queue_messages);
}

TEST_CASE("what is wrong in the settings is named by its key") {
  const auto [json, key] = GENERATE(table<std::string, std::string>({
      {R"({"port": 65536})", "port"},
      {R"({"port": -1})", "port"},
      {R"({"port": "80"})", "port"},
      {R"({"port": 80.5})", "port"},
      {R"({"port": 18446744073709551615})", "port"},
      {R"({"tcp_port": -2})", "tcp_port"},
      {R"({"prot": 80})", "prot"},
      {R"({"address": null})", "address"},
      {R"({"path": "ws"})", "path"},
      {R"({"path": "/"})", "path"},
      {R"({"path": "/ws/"})", "path"},
      {R"({"path": "/w?s"})", "path"},
      {R"({"allowed_origins": "*"})", "allowed_origins"},
      {R"({"allowed_origins": [1]})", "allowed_origins"},
      {R"({"log": {"level": "loud"}})", "log.level"},
      {R"({"log": {"format": "xml"}})", "log.format"},
      {R"({"log": []})", "log"},
      {R"({"users": [{"login": "a", "passcode": "b"}, {"login": 5, "passcode": "b"}]})", "users[1].login"},
      {R"({"users": [{"login": "a"}]})", "users[0].passcode"},
      {R"({"users": {}})", "users"},
      {R"({"users": [5]})", "users[0]"},
      {R"({"heart_beat": {"outgoing": -1}})", "heart_beat.outgoing"},
      {R"({"heart_beat": {"tolerance": 0.5}})", "heart_beat.tolerance"},
      {R"({"heart_beat": {"tolerance": "2"}})", "heart_beat.tolerance"},
      {R"({"test_services": 1})", "test_services"},
      {R"({"permessage_deflate": "true"})", "permessage_deflate"},
      {R"({"sockjs": {"heartbeat": -1}})", "sockjs.heartbeat"},
      {R"({"sockjs": {"session_expiry": 0}})", "sockjs.session_expiry"},
      {R"({"sockjs": {"streaming_limit": 0}})", "sockjs.streaming_limit"},
      {R"({"sockjs": {"hearbeat": 1}})", "sockjs.hearbeat"},
      {R"({"dead_letter_queue": "/topic/dead"})", "dead_letter_queue"},
      {R"({"limits": {"max_sessions": 0}})", "limits.max_sessions"},
      {R"({"limits": {"max_sesions": 1}})", "limits.max_sesions"},
      {R"({"limits": {"max_body_bytes": 2000, "max_frame_bytes": 2000}})", "limits.max_body_bytes"},
      {R"([])", ""},
      {R"({"port": 80)", ""},
      {"", ""},
  }));
  INFO(json);
  const auto problems = problems_of(json);
  REQUIRE_FALSE(problems.empty());
  CHECK(problems[0].key == key);
  CHECK_FALSE(problems[0].text.empty());
}

TEST_CASE("all problems are told, not only the first") {
  const auto problems =
      problems_of(R"({"port": -5, "paths": 1, "limits": {"max_sessions": 0, "x": 1}, "log": {"level": "x"}})");
  CHECK(problems.size() == 5);
}

TEST_CASE("the example shows every setting with its default") {
  std::ifstream file(HOOFBEAT_SETTINGS_EXAMPLE);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  // Read over other values, it must bring all defaults back.
  Settings read;
  REQUIRE(read_settings(R"({"address": "x", "port": 1, "tcp_port": 1, "path": "/x", "console": "x", "package": "x",
      "allowed_origins": [], "connect_timeout": 1, "dead_letter_queue": "x", "users": [{"login": "x", "passcode": "x"}],
      "test_services": true, "permessage_deflate": true, "sockjs": {"heartbeat": 1, "session_expiry": 1,
        "streaming_limit": 1, "cookie_needed": true, "client_url": "x"},
      "log": {"level": "x", "format": "x"}, "heart_beat": {"outgoing": 1, "incoming": 1, "tolerance": 1},
      "limits": {"max_frame_bytes": 65536, "max_body_bytes": 1, "max_line_bytes": 64, "max_headers": 8, "max_sessions": 1,
        "max_subscriptions_per_session": 1, "max_destinations": 1, "max_destination_bytes": 16, "max_queue_messages": 1,
        "max_queue_bytes": 1024, "max_stored_bytes": 1024, "max_unacknowledged": 1, "max_deliveries": 1,
        "max_sockjs_sessions": 1, "max_sockjs_queue_bytes": 1024, "max_sockjs_post_bytes": 125,
        "max_sockjs_frame_messages": 1, "max_send_buffer_bytes": 1024, "max_transactions_per_session": 0, "max_transaction_bytes": 0,
        "max_websocket_message_bytes": 125, "max_http_header_bytes": 1024, "max_http_body_bytes": 0,
        "max_http_connections": 1}})",
                        read)
              .empty());
  REQUIRE(read_settings(text, read).empty());
  CHECK(check_settings(read).empty());

  const Settings defaults;
  CHECK(read.address == defaults.address);
  CHECK(read.port == defaults.port);
  CHECK(read.tcp_port == defaults.tcp_port);
  CHECK(read.path == defaults.path);
  CHECK(read.console == defaults.console);
  CHECK(read.package == defaults.package);
  CHECK(read.allowed_origins == defaults.allowed_origins);
  CHECK(read.log_level == defaults.log_level);
  CHECK(read.log_format == defaults.log_format);
  CHECK(read.users.empty());
  CHECK(read.heart_beat == defaults.heart_beat);
  CHECK(read.heart_beat_tolerance == defaults.heart_beat_tolerance);
  CHECK(read.connect_timeout == defaults.connect_timeout);
  CHECK(read.test_services == defaults.test_services);
  CHECK(read.permessage_deflate == defaults.permessage_deflate);
  CHECK(read.sockjs.heartbeat == defaults.sockjs.heartbeat);
  CHECK(read.sockjs.session_expiry == defaults.sockjs.session_expiry);
  CHECK(read.sockjs.streaming_limit == defaults.sockjs.streaming_limit);
  CHECK(read.sockjs.cookie_needed == defaults.sockjs.cookie_needed);
  CHECK(read.sockjs.client_url == defaults.sockjs.client_url);
  CHECK(read.dead_letter_queue == defaults.dead_letter_queue);
  CHECK(values_of(read.limits) == values_of(defaults.limits));
}

TEST_CASE("the WebSocket is at the path, with and without /websocket") {
  Settings settings;
  CHECK(is_websocket_path(settings, "/ws"));
  CHECK(is_websocket_path(settings, "/ws/websocket"));
  for (const char* const path : {"/", "/w", "/wss", "/ws/", "/ws/other", "/ws/websocket/", ""})
    CHECK_FALSE(is_websocket_path(settings, path));
  settings.path = "/stomp";
  CHECK(is_websocket_path(settings, "/stomp"));
  CHECK_FALSE(is_websocket_path(settings, "/ws"));
}

TEST_CASE("origins") {
  Settings settings;
  CHECK(is_origin_allowed(settings, "http://anybody"));
  settings.allowed_origins = {"https://a.example", "http://localhost:3000"};
  CHECK(is_origin_allowed(settings, "http://localhost:3000"));
  CHECK(is_origin_allowed(settings, std::nullopt));
  for (const char* const origin : {"http://localhost", "http://localhost:30000", "null", "", "*"})
    CHECK_FALSE(is_origin_allowed(settings, origin));
}

TEST_CASE("the newest STOMP subprotocol that is offered is chosen") {
  CHECK(choose_subprotocol("v10.stomp, v11.stomp, v12.stomp") == "v12.stomp");
  CHECK(choose_subprotocol("v11.stomp,v10.stomp") == "v11.stomp");
  CHECK(choose_subprotocol(" x ,\tv10.stomp ") == "v10.stomp");
  for (const char* const offered : {"", "mqtt", "v13.stomp", "xv12.stomp", ",", "V12.STOMP"})
    CHECK_FALSE(choose_subprotocol(offered));
}
