#pragma once

#include <cstdint>
#include <string_view>

namespace hoofbeat::server::sockjs {

/// What a service offers (SockJS 0.3.3).
enum class Endpoint : std::uint8_t {
  none,
  greeting,
  iframe,
  info,
  raw_websocket,
  websocket,
  xhr,
  xhr_streaming,
  xhr_send,
  eventsource,
  htmlfile,
  jsonp,
  jsonp_send,
};

struct Route {
  Endpoint endpoint = Endpoint::none;
  /// Of `/<server>/<session>/<endpoint>`, percent-encoded as it came; empty elsewhere.
  std::string_view session = {};
};

/// The route of a path behind the service's prefix. Server and session are neither empty nor have a dot
/// (SockJS 0.3.3, "Session URLs"); the server is ignored.
Route route_of(std::string_view path);

/// The methods that an endpoint answers, as Allow and Access-Control-Allow-Methods write them.
std::string_view methods_of(Endpoint endpoint);
/// Whether pages of other origins read what it answers: those endpoints that answer OPTIONS, and EventSource.
bool is_cross_origin(Endpoint endpoint);

}  // namespace hoofbeat::server::sockjs
