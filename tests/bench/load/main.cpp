#include <exception>
#include <functional>
#include <iostream>
#include <string>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "body.hpp"
#include "measurement.hpp"

namespace {

using namespace hoofbeat::load;

constexpr int not_measured = 1;

struct CommandLine {
  std::string url;
  Request request;
  std::function<Json(const Request&)> measure;
  std::string kind;
};

CLI::App* add_kind(CLI::App& app, CommandLine& line, const std::string& name, const std::string& description,
                   Json (*measure)(const Request&)) {
  CLI::App* const kind = app.add_subcommand(name, description);
  kind->add_option("url", line.url, "ws://<host>:<port>/<path>")->required();
  kind->add_option("--pid", line.request.pid, "the broker's process")->required();
  kind->callback([&line, name, measure] {
    line.kind = name;
    line.measure = measure;
  });
  return kind;
}

void add_messages(CLI::App& kind, Request& request) {
  kind.add_option("--subscribers", request.subscribers, "(1)")->check(CLI::Range(1, 10'000));
  kind.add_option("--size", request.size, "octets of a body (100)")
      ->check(CLI::Range(number_digits, std::size_t{1} << 20U));
  kind.add_option("--warm", request.warm_seconds, "seconds before it is measured (1)")
      ->check(CLI::Range(0.0, 3600.0));
  kind.add_option("--seconds", request.seconds, "how long it is measured (3)")->check(CLI::Range(0.1, 3600.0));
}

void define(CLI::App& app, CommandLine& line) {
  app.require_subcommand(1);
  Request& request = line.request;
  auto* const throughput =
      add_kind(app, line, "throughput", "as many messages as the broker takes", measure_throughput);
  add_messages(*throughput, request);
  throughput->add_option("--window", request.window, "messages on their way to a subscriber at a time (500)")
      ->check(CLI::Range(1, 1'000'000));
  auto* const latency = add_kind(app, line, "latency", "messages at a steady rate", measure_latency);
  add_messages(*latency, request);
  latency->add_option("--rate", request.rate, "messages a second (1000)")->check(CLI::Range(1, 1'000'000));
  auto* const idle = add_kind(app, line, "idle", "connections that do nothing", measure_idle);
  idle->add_option("--connections", request.connections, "(1000)")->check(CLI::Range(1, 1'000'000));
}

int run(int argc, char** argv) {
  CLI::App app("What a STOMP broker takes for its messages and connections. Prints one JSON object.",
               "hoofbeat-load");
  CommandLine line;
  define(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  line.request.url = parse_url(line.url);
  Json result = {{"measured", line.kind}};
  result.update(line.measure(line.request));
  std::cout << result.dump() << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "hoofbeat-load: " << error.what() << '\n';
    return not_measured;
  }
}
