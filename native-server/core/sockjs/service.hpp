#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings.hpp"

namespace hoofbeat::server::sockjs {

/// What stands behind a service's sessions.
enum class Application : std::uint8_t { stomp, echo, close, amplify };

/// One SockJS service, mounted at a prefix.
struct Service {
  std::string prefix;
  Application application = Application::echo;
  bool websocket = true;
  /// Whether session URLs set the cookie JSESSIONID, for proxies that go by it.
  bool cookie_needed = false;
  /// Octets of a streamed response after which it ends, those of its prelude not counted.
  std::size_t streaming_limit = 128U << 10U;
};

/// STOMP at `settings.path`, and the test services of the SockJS protocol where `settings.test_services` is set.
std::vector<Service> services_of(const Settings& settings);

/// The service that a request's path belongs to; null: none.
const Service* find_service(const std::vector<Service>& services, std::string_view path);

}  // namespace hoofbeat::server::sockjs
