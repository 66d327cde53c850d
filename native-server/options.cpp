#include "options.hpp"

#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "core/handshake.hpp"
#include "installed_files.hpp"

namespace hoofbeat::server {
namespace {

constexpr int wrong_usage = 2;

struct CommandLine {
  std::optional<std::string> config, address, path, console, package, log_level, log_format;
  std::optional<std::uint16_t> port;
  std::optional<std::int32_t> tcp_port;
  bool no_tcp = false;
  bool test_services = false;
  bool permessage_deflate = false;
  bool end_with_input = false;
};

void define(CLI::App& app, CommandLine& line) {
  app.set_version_flag("--version", std::string(server_name()));
  app.add_option("--config", line.config, "JSON settings file; what is given on the command line wins over it")
      ->type_name("FILE");
  app.add_option("--address", line.address, "IP address to listen on (127.0.0.1)")->type_name("ADDRESS");
  app.add_option("--port", line.port, "port of HTTP and WebSocket, 0: any free one (8080)")
      ->check(CLI::Range(0, 65535))
      ->type_name("PORT");
  app.add_option("--tcp-port", line.tcp_port, "port of STOMP over plain TCP, 0: any free one, -1: none (61613)")
      ->check(CLI::Range(-1, 65535))
      ->type_name("PORT");
  app.add_flag("--no-tcp", line.no_tcp, "no STOMP over plain TCP");
  app.add_option("--path", line.path, "path of STOMP, by SockJS and by WebSocket (/ws)")->type_name("PATH");
  app.add_flag("--test-services", line.test_services,
               "offer the test services of the SockJS protocol: /echo, /close, /amplify and their like");
  app.add_flag("--permessage-deflate", line.permessage_deflate, "compress WebSocket messages (RFC 7692)");
  app.add_option("--console", line.console, "directory of the console page, served at /")->type_name("DIR");
  app.add_option("--package", line.package, "directory of the npm package's modules, served at /hoofbeat/")
      ->type_name("DIR");
  app.add_option("--log-level", line.log_level, "debug, info, warning, error or off (info)")->type_name("LEVEL");
  app.add_option("--log-format", line.log_format, "text or json (text)")->type_name("FORMAT");
  app.add_flag("--end-with-input", line.end_with_input,
               "end when standard input does, as when the program that holds its other end is gone");
}

std::vector<SettingsProblem> read_file(const std::string& name, Settings& settings) {
  std::ifstream file(name, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad()) return {{"", "can't be read"}};
  return read_settings(text, settings);
}

template <class Value, class Target>
void override_with(const std::optional<Value>& value, Target& target) {
  if (value) target = *value;
}

void override_with(const CommandLine& line, Settings& settings) {
  override_with(line.address, settings.address);
  override_with(line.port, settings.port);
  override_with(line.tcp_port, settings.tcp_port);
  if (line.no_tcp) settings.tcp_port = -1;
  override_with(line.path, settings.path);
  settings.test_services = settings.test_services || line.test_services;
  settings.permessage_deflate = settings.permessage_deflate || line.permessage_deflate;
  override_with(line.console, settings.console);
  override_with(line.package, settings.package);
  override_with(line.log_level, settings.log_level);
  override_with(line.log_format, settings.log_format);
  settings.end_with_input = line.end_with_input;
  if (settings.console.empty()) settings.console = find_console().string();
  if (settings.package.empty()) settings.package = find_package().string();
}

void report(const std::vector<SettingsProblem>& problems, const std::string& where) {
  for (const auto& [key, text] : problems)
    std::cerr << "hoofbeat-server: " << where << ": " << key << (key.empty() ? "" : ": ") << text << '\n';
}

}  // namespace

std::variant<Settings, Exit> read_options(int argc, const char* const* argv) {
  CLI::App app("A STOMP broker for developing front ends: WebSocket, HTTP for its console page, and plain TCP.",
               "hoofbeat-server");
  CommandLine line;
  define(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return Exit{app.exit(error) == 0 ? 0 : wrong_usage};
  }
  Settings settings;
  const auto in_file = line.config ? read_file(*line.config, settings) : std::vector<SettingsProblem>();
  report(in_file, line.config.value_or(""));
  override_with(line, settings);
  const auto in_all = check_settings(settings);
  report(in_all, "settings");
  if (!in_file.empty() || !in_all.empty()) return Exit{wrong_usage};
  return settings;
}

}  // namespace hoofbeat::server
