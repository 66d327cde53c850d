#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "io/http_session.hpp"
#include "io/input_end.hpp"
#include "io/listener.hpp"
#include "io/server.hpp"
#include "io/static_files.hpp"
#include "io/tcp_session.hpp"
#include "log.hpp"
#include "options.hpp"

namespace hoofbeat::server {
namespace {

namespace net = boost::asio;

constexpr int cannot_start = 1;

// Every connection takes a file descriptor; the usual limit of 1024 is far below max_sessions.
void allow_many_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::string text_of(const net::ip::tcp::endpoint& endpoint) {
  const bool is_v6 = endpoint.address().is_v6();
  return (is_v6 ? "[" : "") + endpoint.address().to_string() + (is_v6 ? "]:" : ":") +
         std::to_string(endpoint.port());
}

bool is_about_port(boost::system::error_code error) {
  return error == boost::system::errc::address_in_use || error == boost::system::errc::permission_denied;
}

/// `option`: that of the port.
std::unique_ptr<Listener> listen(net::io_context& io, const net::ip::address& address, int port,
                                 std::string_view option, Listener::Handler accepted) {
  const net::ip::tcp::endpoint endpoint(address, static_cast<std::uint16_t>(port));
  try {
    return std::make_unique<Listener>(io, endpoint, std::move(accepted));
  } catch (const boost::system::system_error& error) {
    std::cerr << "hoofbeat-server: can't listen on " << text_of(endpoint) << ": " << error.code().message()
              << (is_about_port(error.code())
                      ? "; " + std::string(option) + " takes another port, 0: any free one\n"
                      : "\n");
    return nullptr;
  }
}

void announce(const Settings& settings, const Listener& http, const Listener* stomp) {
  const std::string host = text_of(http.endpoint());
  std::cout << "hoofbeat-server listening http=http://" << host << "/ websocket=ws://" << host << settings.path;
  if (stomp != nullptr) std::cout << " tcp=" << text_of(stomp->endpoint());
  std::cout << std::endl;
}

int serve(const Settings& settings, const net::ip::address& address) {
  allow_many_descriptors();
  Log log(settings);
  net::io_context io(1);
  Server server(io, settings, log);
  const StaticFiles files(settings.console, settings.package);

  std::size_t http_sessions = 0;
  const auto http = listen(io, address, settings.port, "--port", [&](Socket socket) {
    if (http_sessions >= settings.limits.max_http_connections) return;  // closes it
    std::make_shared<HttpSession>(server, files, http_sessions, std::move(socket))->start();
  });
  if (!http) return cannot_start;
  std::unique_ptr<Listener> stomp;
  if (settings.tcp_port >= 0) {
    stomp = listen(io, address, settings.tcp_port, "--tcp-port",
                   [&](Socket socket) { std::make_shared<TcpSession>(server, std::move(socket))->start(); });
    if (!stomp) return cannot_start;
  }

  bool ending = false;
  const auto shut_down = [&] {
    if (std::exchange(ending, true)) return;
    http->stop();
    if (stomp) stomp->stop();
    server.shut_down([&io] { io.stop(); });
  };
  net::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (!error) shut_down();
  });
  InputEnd input_end(io, shut_down);
  if (settings.end_with_input) input_end.wait();
  http->start();
  if (stomp) stomp->start();
  announce(settings, *http, stomp.get());
  io.run();
  log.write({LogLevel::info, "stopped", 0, {}});
  return EXIT_SUCCESS;
}

int run(int argc, char** argv) {
  const auto options = read_options(argc, argv);
  if (const auto* const exit = std::get_if<Exit>(&options)) return exit->code;
  const auto& settings = std::get<Settings>(options);
  boost::system::error_code error;
  const auto address = net::ip::make_address(settings.address, error);
  if (!error) return serve(settings, address);
  std::cerr << "hoofbeat-server: settings: address: '" << settings.address << "' is not an IP address\n";
  return 2;
}

}  // namespace
}  // namespace hoofbeat::server

int main(int argc, char** argv) {
  try {
    return hoofbeat::server::run(argc, argv);
  } catch (const std::exception& error) {
    // No memory, say.
    std::fprintf(stderr, "hoofbeat-server: %s\n", error.what());
    return EXIT_FAILURE;
  }
}
