#include "core/gateway.hpp"

#include <algorithm>
#include <utility>

#include <hoofbeat/utf8.hpp>

#include "core/sockjs/endpoints.hpp"
#include "core/sockjs/response.hpp"
#include "core/sockjs/test_services.hpp"
#include "core/upgrade.hpp"

namespace hoofbeat::server {
namespace {

using sockjs::Endpoint;
using sockjs::Framing;
using sockjs::with_body;

HttpResponse origin_refused() {
  return with_body({.status = 403}, "This origin is not let in (allowed_origins).\n");
}

// Half a pair of surrogates, which a JSON string can hold and STOMP's UTF-8 cannot, becomes U+FFFD, as it does
// where a browser encodes it. Both are three octets, so content-length stays right.
void replace_surrogates(std::string& text) {
  for (std::size_t at = utf8_prefix(text); at < text.size();
       at += 3 + utf8_prefix(std::string_view(text).substr(at + 3)))
    text.replace(at, 3, "\xEF\xBF\xBD");
}

}  // namespace

Gateway::Gateway(const Settings& settings, std::uint64_t seed)
    : services_(sockjs::services_of(settings)), context_(settings), broker_(settings), random_(seed) {}

std::size_t Gateway::max_body_bytes(std::string_view path) const {
  const Limits& limits = context_.settings.limits;
  const sockjs::Service* const service = sockjs::find_service(services_, path);
  const Endpoint endpoint =
      service == nullptr ? Endpoint::none : sockjs::route_of(path.substr(service->prefix.size())).endpoint;
  const bool carries_messages = endpoint == Endpoint::xhr_send || endpoint == Endpoint::jsonp_send;
  return carries_messages ? limits.max_sockjs_post_bytes : limits.max_http_body_bytes;
}

HttpResponse Gateway::body_too_large(const HttpRequest& request) const {
  constexpr std::string_view text = "The request's body is too large.\n";
  const sockjs::Service* const service = sockjs::find_service(services_, request.path());
  if (service == nullptr) return with_body({.status = 413}, text);
  const Endpoint endpoint = sockjs::route_of(request.path().substr(service->prefix.size())).endpoint;
  return with_body(sockjs::response_to(request, *service, endpoint, 413), text);
}

void Gateway::handle_request(RequestId id, const HttpRequest& request, Time now) {
  context_.now = now;
  const sockjs::Service* const service = sockjs::find_service(services_, request.path());
  if (service == nullptr) {
    context_.outbox.push_back(Reply{id, sockjs::not_found()});
  } else if (!is_origin_allowed(context_.settings, request.header("Origin"))) {
    context_.outbox.push_back(Reply{id, origin_refused()});
  } else {
    sockjs::Endpoints(context_, sessions_, random_).handle(id, request, *service);
  }
}

void Gateway::handle_request_sent(RequestId id, std::size_t octets, Time now) {
  sockjs::Session* const session = sessions_.find_by_request(id);
  if (session == nullptr) return sessions_.forget_request(id);
  context_.now = now;
  session->sent(context_, id, octets);
  if (!session->concerns(id)) sessions_.forget_request(id);
  sessions_.settle(*session);
}

void Gateway::handle_request_gone(RequestId id, Time now) {
  sockjs::Session* const session = sessions_.find_by_request(id);
  sessions_.forget_request(id);
  if (session == nullptr) return;
  context_.now = now;
  session->lose(context_, id);
  sessions_.settle(*session);
}

std::variant<WebSocketEndpoint, HttpResponse> Gateway::handle_upgrade(const HttpRequest& request) {
  const sockjs::Service* const service = sockjs::find_service(services_, request.path());
  const Endpoint endpoint = service == nullptr
                                ? Endpoint::none
                                : sockjs::route_of(request.path().substr(service->prefix.size())).endpoint;
  const bool is_plain = is_websocket_path(context_.settings, request.path());
  const bool is_sockjs = endpoint == Endpoint::websocket || endpoint == Endpoint::raw_websocket;
  if (!is_plain && !(is_sockjs && service->websocket))
    return with_body({.status = 404}, "There is no WebSocket here; it is at " + context_.settings.path + ".\n");
  if (!is_origin_allowed(context_.settings, request.header("Origin"))) return origin_refused();
  if (is_plain)
    return WebSocketEndpoint{.subprotocol =
                                 choose_subprotocol(request.header("Sec-WebSocket-Protocol").value_or(""))};
  if (!sessions_.has_room(context_))
    return with_body({.status = 503}, "There are too many sessions (max_sockjs_sessions).\n");
  const Framing framing = endpoint == Endpoint::websocket ? Framing::websocket : Framing::raw_websocket;
  return WebSocketEndpoint{.service = service, .framing = framing};
}

void Gateway::handle_websocket_opened(ConnectionId connection, WebSocketEndpoint endpoint, Time now) {
  context_.now = now;
  if (endpoint.service == nullptr) return broker_.handle_opened(connection, Link::web_socket, now);
  sessions_.settle(sessions_.open_websocket(context_, connection, *endpoint.service, endpoint.framing));
}

void Gateway::handle_tcp_opened(ConnectionId connection, Time now) {
  context_.now = now;
  broker_.handle_opened(connection, Link::tcp, now);
}

void Gateway::handle_bytes(ConnectionId connection, std::string_view octets, bool end_of_message, bool text,
                           Time now) {
  context_.now = now;
  sockjs::Session* const session = find(connection);
  if (session == nullptr) return broker_.handle_bytes(connection, octets, end_of_message, now);
  session->receive_octets(context_, octets, end_of_message, text);
  sessions_.settle(*session);
}

void Gateway::handle_sent(ConnectionId connection, std::size_t octets, Time now) {
  context_.now = now;
  sockjs::Session* const session = find(connection);
  if (session == nullptr) return broker_.handle_sent(connection, octets, now);
  session->sent(context_, 0, octets);
  sessions_.settle(*session);
}

void Gateway::handle_closed(ConnectionId connection, Time now) {
  context_.now = now;
  sockjs::Session* const session = find(connection);
  if (session == nullptr) return broker_.handle_closed(connection, now);
  session->lose_websocket(context_);
  sessions_.settle(*session);
}

void Gateway::handle_timeout(Time now) {
  context_.now = now;
  sessions_.handle_timeout(context_);
  broker_.handle_timeout(now);
}

void Gateway::handle_shutdown(Time now) {
  context_.now = now;
  broker_.handle_shutdown(now);
  sessions_.interrupt_all(context_, sockjs::Application::stomp, close_code::going_away, "server is shutting down");
}

std::optional<GatewayOutput> Gateway::poll_output() {
  for (;;) {
    if (!context_.outbox.empty()) {
      GatewayOutput output = std::move(context_.outbox.front());
      context_.outbox.pop_front();
      if (const auto* const abort = std::get_if<ReplyAbort>(&output)) sessions_.forget_request(abort->request);
      return output;
    }
    if (auto output = broker_.poll_output()) {
      if (auto carried = carry(std::move(*output))) return carried;
    } else if (!context_.events.empty()) {
      const sockjs::Event event = std::move(context_.events.front());
      context_.events.pop_front();
      handle_event(event);
    } else if (!sessions_.flush(context_)) {
      return std::nullopt;
    }
  }
}

// The broker's outputs for a SockJS session go into it.
std::optional<GatewayOutput> Gateway::carry(Output output) {
  if (auto* const event = std::get_if<LogEvent>(&output)) return std::move(*event);
  if (auto* const sent = std::get_if<Transmit>(&output)) {
    sockjs::Session* const session = find(sent->connection);
    if (session == nullptr) return std::move(*sent);
    transmit(*session, std::move(*sent));
    return std::nullopt;
  }
  auto& close = std::get<CloseConnection>(output);
  sockjs::Session* const session = find(close.connection);
  if (session == nullptr) return std::move(close);
  session->close(context_, close.code, close.reason, close.discard_waiting);
  sessions_.settle(*session);
  return std::nullopt;
}

void Gateway::transmit(sockjs::Session& session, Transmit transmit) {
  if (!transmit.text && !is_utf8(octets_of(transmit)))
    return broker_.handle_untransmittable(session.id(), context_.now);
  session.send(context_, std::move(transmit));
  sessions_.settle(session);
}

void Gateway::handle_event(const sockjs::Event& event) {
  if (event.application == sockjs::Application::stomp) return handle_stomp_event(event);
  sockjs::Session* const session = sessions_.find(event.session);
  if (session == nullptr) return;
  sockjs::serve(context_, *session, event);
  sessions_.settle(*session);
}

void Gateway::handle_stomp_event(const sockjs::Event& event) {
  if (std::holds_alternative<sockjs::Opened>(event.what))
    broker_.handle_opened(event.session, Link::sockjs, context_.now);
  if (const auto* const received = std::get_if<sockjs::Received>(&event.what)) receive(event.session, *received);
  if (const auto* const taken = std::get_if<sockjs::Taken>(&event.what))
    broker_.handle_sent(event.session, taken->octets, context_.now);
  if (std::holds_alternative<sockjs::Closed>(event.what)) broker_.handle_closed(event.session, context_.now);
}

void Gateway::receive(ConnectionId connection, const sockjs::Received& received) {
  for (std::size_t i = 0; i < received.messages.size(); ++i) {
    std::string message(received.messages[i]);
    replace_surrogates(message);
    broker_.handle_bytes(connection, message, true, context_.now);
  }
  // STOMP's tell the client what SockJS's would.
  sockjs::Session* const session = sessions_.find(connection);
  if (session != nullptr && session->has_heartbeats() && broker_.heart_beat(connection).outgoing > 0)
    session->stop_heartbeats();
}

std::optional<Time> Gateway::poll_timeout() const {
  const auto sessions = sessions_.next_deadline();
  const auto broker = broker_.poll_timeout();
  if (!broker) return sessions;
  return sessions ? std::min(*sessions, broker->at) : broker->at;
}

}  // namespace hoofbeat::server
