#include "core/settings.hpp"

#include <algorithm>

#include "core/destination.hpp"
#include "core/settings_reader.hpp"

namespace hoofbeat::server {
namespace {

constexpr std::int64_t kib = 1024;
constexpr std::int64_t gib = kib * kib * kib;
constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t hour_ms = 3'600'000;

void read_limits(SettingsReader reader, Limits& limits) {
  reader.number("max_frame_bytes", limits.frame.max_frame_bytes, kib, 2 * gib);
  reader.number("max_body_bytes", limits.frame.max_body_bytes, 0, 2 * gib);
  reader.number("max_line_bytes", limits.frame.max_line_bytes, 64, 1024 * kib);
  reader.number("max_headers", limits.frame.max_headers, 8, 100'000);
  reader.number("max_sessions", limits.max_sessions, 1, million);
  reader.number("max_subscriptions_per_session", limits.max_subscriptions_per_session, 1, million);
  reader.number("max_destinations", limits.max_destinations, 1, 10 * million);
  reader.number("max_destination_bytes", limits.max_destination_bytes, 16, 64 * kib);
  reader.number("max_queue_messages", limits.max_queue_messages, 1, 100 * million);
  reader.number("max_queue_bytes", limits.max_queue_bytes, kib, 64 * gib);
  reader.number("max_stored_bytes", limits.max_stored_bytes, kib, 64 * gib);
  reader.number("max_unacknowledged", limits.max_unacknowledged, 1, million);
  reader.number("max_deliveries", limits.max_deliveries, 1, million);
  reader.number("max_send_buffer_bytes", limits.max_send_buffer_bytes, kib, 16 * gib);
  reader.number("max_transactions_per_session", limits.max_transactions_per_session, 0, 100'000);
  reader.number("max_transaction_bytes", limits.max_transaction_bytes, 0, 16 * gib);
  reader.number("max_websocket_message_bytes", limits.max_websocket_message_bytes, 125, 4 * gib);
  reader.number("max_sockjs_sessions", limits.max_sockjs_sessions, 1, million);
  reader.number("max_sockjs_queue_bytes", limits.max_sockjs_queue_bytes, kib, 16 * gib);
  reader.number("max_sockjs_post_bytes", limits.max_sockjs_post_bytes, 125, gib);
  reader.number("max_sockjs_frame_messages", limits.max_sockjs_frame_messages, 1, 100 * million);
  reader.number("max_http_header_bytes", limits.max_http_header_bytes, kib, 1024 * kib);
  reader.number("max_http_body_bytes", limits.max_http_body_bytes, 0, gib);
  reader.number("max_http_connections", limits.max_http_connections, 1, million);
  reader.finish();
}

void read_sockjs(SettingsReader reader, SockJsSettings& settings) {
  reader.number("heartbeat", settings.heartbeat, 0.0, static_cast<double>(hour_ms));
  reader.number("session_expiry", settings.session_expiry, 1.0, static_cast<double>(hour_ms));
  reader.number("streaming_limit", settings.streaming_limit, 1, gib);
  reader.flag("cookie_needed", settings.cookie_needed);
  reader.text("client_url", settings.client_url);
  reader.finish();
}

void read_heart_beat(SettingsReader reader, Settings& settings) {
  reader.number("outgoing", settings.heart_beat.outgoing, 0, hour_ms);
  reader.number("incoming", settings.heart_beat.incoming, 0, hour_ms);
  reader.number("tolerance", settings.heart_beat_tolerance, 1.0, 100.0);
  reader.finish();
}

void read_log(SettingsReader reader, Settings& settings) {
  reader.text("level", settings.log_level);
  reader.text("format", settings.log_format);
  reader.finish();
}

void read_users(std::vector<SettingsReader> readers, std::vector<SettingsProblem>& problems,
                std::vector<User>& users) {
  std::vector<User> read;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    User& user = read.emplace_back();
    readers[i].text("login", user.login);
    readers[i].text("passcode", user.passcode);
    for (const char* const name : {"login", "passcode"})
      if (!readers[i].has(name)) problems.push_back({"users[" + std::to_string(i) + "]." + name, "is missing"});
    readers[i].finish();
  }
  users = std::move(read);
}

void read_all(const nlohmann::json& json, std::vector<SettingsProblem>& problems, Settings& settings) {
  SettingsReader reader(json, "", problems);
  reader.text("address", settings.address);
  reader.number("port", settings.port, 0, 65535);
  reader.number("tcp_port", settings.tcp_port, -1, 65535);
  reader.text("path", settings.path);
  reader.text("console", settings.console);
  reader.text("package", settings.package);
  reader.texts("allowed_origins", settings.allowed_origins);
  reader.number("connect_timeout", settings.connect_timeout, 1.0, static_cast<double>(hour_ms));
  reader.text("dead_letter_queue", settings.dead_letter_queue);
  if (reader.has("users")) read_users(reader.objects("users"), problems, settings.users);
  read_log(reader.object("log"), settings);
  read_heart_beat(reader.object("heart_beat"), settings);
  reader.flag("test_services", settings.test_services);
  reader.flag("permessage_deflate", settings.permessage_deflate);
  read_sockjs(reader.object("sockjs"), settings.sockjs);
  read_limits(reader.object("limits"), settings.limits);
  reader.finish();
}

bool is_path(std::string_view path) {
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7F' && c != '?' && c != '#' && c != '%'; };
  return path.size() > 1 && path.front() == '/' && path.back() != '/' &&
         std::all_of(path.begin(), path.end(), is_plain);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> choices) {
  return std::find(choices.begin(), choices.end(), text) != choices.end();
}

}  // namespace

std::vector<SettingsProblem> read_settings(std::string_view text, Settings& settings) {
  std::vector<SettingsProblem> problems;
  try {
    read_all(nlohmann::json::parse(text), problems, settings);
  } catch (const nlohmann::json::exception& error) {
    problems.push_back({"", std::string("is not JSON: ") + error.what()});
  }
  return problems;
}

std::vector<SettingsProblem> check_settings(const Settings& settings) {
  std::vector<SettingsProblem> problems;
  const auto require = [&](bool holds, std::string_view key, std::string_view text) {
    if (!holds) problems.push_back({std::string(key), std::string(text)});
  };
  const Limits& limits = settings.limits;
  require(is_path(settings.path), "path",
          "is not a path such as /ws: '/', then printable ASCII without ? # %, no '/' at its end");
  require(is_one_of(settings.log_level, {"debug", "info", "warning", "error", "off"}), "log.level",
          "is none of debug, info, warning, error, off");
  require(is_one_of(settings.log_format, {"text", "json"}), "log.format", "is neither text nor json");
  const bool is_queue = sendable(settings.dead_letter_queue) == DestinationKind::queue;
  require(settings.dead_letter_queue.empty() || is_queue, "dead_letter_queue", "is not a /queue/ destination");
  require(limits.frame.max_body_bytes < limits.frame.max_frame_bytes, "limits.max_body_bytes",
          "is not below limits.max_frame_bytes");
  return problems;
}

}  // namespace hoofbeat::server
