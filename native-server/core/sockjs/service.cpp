#include "core/sockjs/service.hpp"

namespace hoofbeat::server::sockjs {
namespace {

// SockJS 0.3.3, "Echo tests": small, so that a test can reach it.
constexpr std::size_t limit_of_tests = 4096;

bool lies_under(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

}  // namespace

std::vector<Service> services_of(const Settings& settings) {
  std::vector<Service> services = {{.prefix = settings.path,
                                    .application = Application::stomp,
                                    .cookie_needed = settings.sockjs.cookie_needed,
                                    .streaming_limit = settings.sockjs.streaming_limit}};
  if (!settings.test_services) return services;
  const auto add = [&](std::string_view prefix, Application application, bool websocket, bool cookie_needed) {
    if (prefix != settings.path)
      services.push_back({std::string(prefix), application, websocket, cookie_needed, limit_of_tests});
  };
  add("/echo", Application::echo, true, false);
  add("/disabled_websocket_echo", Application::echo, false, false);
  add("/cookie_needed_echo", Application::echo, true, true);
  add("/close", Application::close, true, false);
  add("/amplify", Application::amplify, true, false);
  return services;
}

const Service* find_service(const std::vector<Service>& services, std::string_view path) {
  for (const Service& each : services)
    if (lies_under(path, each.prefix)) return &each;
  return nullptr;
}

}  // namespace hoofbeat::server::sockjs
