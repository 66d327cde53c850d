#include "log.hpp"

#include <algorithm>

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <nlohmann/json.hpp>

namespace hoofbeat::server {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

// A JSON string: quoted, escaped, and what is not UTF-8 replaced.
std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool is_plain_word(std::string_view text) {
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7F' && c != '"' && c != '=' && c != '\\'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_plain);
}

}  // namespace

Log::Log(const Settings& settings) : json_(settings.log_format == "json") {
  logger_ = std::make_unique<spdlog::logger>("hoofbeat", std::make_shared<spdlog::sinks::stderr_sink_st>());
  logger_->set_level(spdlog::level::from_str(settings.log_level));
  logger_->set_pattern(json_ ? R"({"ts":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v)"
                             : "%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  logger_->flush_on(spdlog::level::warn);
}

Log::~Log() { logger_->flush(); }

void Log::write(const LogEvent& event) {
  const auto level = level_of(event.level);
  if (!logger_->should_log(level)) return;
  logger_->log(level, json_ ? json_line(event) : text_line(event));
}

std::string text_line(const LogEvent& event) {
  std::string line(event.event);
  if (event.connection != 0) line += " connection=" + std::to_string(event.connection);
  for (const auto& [name, value] : event.fields)
    ((line += ' ') += name) += '=' + (is_plain_word(value) ? value : json_text(value));
  return line;
}

std::string json_line(const LogEvent& event) {
  std::string line = "\"event\":" + json_text(event.event);
  if (event.connection != 0) line += ",\"connection\":" + std::to_string(event.connection);
  for (const auto& [name, value] : event.fields) line += ',' + json_text(name) + ':' + json_text(value);
  return line + '}';
}

}  // namespace hoofbeat::server
