#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include <hoofbeat/random.hpp>

#include "core/broker.hpp"
#include "core/gateway_output.hpp"
#include "core/sockjs/sessions.hpp"

namespace hoofbeat::server {

/// What a WebSocket is for, as its URL says.
struct WebSocketEndpoint {
  /// Null: STOMP without SockJS.
  const sockjs::Service* service = nullptr;
  sockjs::Framing framing = sockjs::Framing::raw_websocket;
  /// To be agreed in the opening handshake.
  std::optional<std::string_view> subprotocol = std::nullopt;
};

/// The whole server without its sockets: the STOMP broker, and the SockJS services in front of it and beside it.
///
///     gateway.handle_request(request_id, request, now);
///     while (auto output = gateway.poll_output()) …
///
/// `now` never decreases. Calls for a connection or a request that is not known are ignored.
class Gateway {
 public:
  /// `seed` is for /info's entropy.
  Gateway(const Settings& settings, std::uint64_t seed);

  /// A new id for a connection.
  ConnectionId next_connection() { return ++context_.last_connection; }

  /// Whether a request to this path is answered here.
  bool answers(std::string_view path) const { return sockjs::find_service(services_, path) != nullptr; }
  /// How long the body of a request to this path may be, in octets.
  std::size_t max_body_bytes(std::string_view path) const;
  /// For a request whose body is longer.
  HttpResponse body_too_large(const HttpRequest& request) const;
  /// Answered by a Reply, now or later.
  void handle_request(RequestId id, const HttpRequest& request, Time now);
  /// The transport has taken so many octets of the response's body.
  void handle_request_sent(RequestId id, std::size_t octets, Time now);
  /// The connection broke before it had taken the whole response.
  void handle_request_gone(RequestId id, Time now);

  /// What a request to open a WebSocket comes to.
  std::variant<WebSocketEndpoint, HttpResponse> handle_upgrade(const HttpRequest& request);
  void handle_websocket_opened(ConnectionId connection, WebSocketEndpoint endpoint, Time now);
  void handle_tcp_opened(ConnectionId connection, Time now);
  /// As in the broker; `text`: of a text message.
  void handle_bytes(ConnectionId connection, std::string_view octets, bool end_of_message, bool text, Time now);
  void handle_sent(ConnectionId connection, std::size_t octets, Time now);
  void handle_closed(ConnectionId connection, Time now);

  void handle_timeout(Time now);
  void handle_shutdown(Time now);

  std::optional<GatewayOutput> poll_output();
  /// When `handle_timeout` is to be called; at times earlier than necessary.
  std::optional<Time> poll_timeout() const;

  const Broker& broker() const { return broker_; }
  /// Requests whose response has not been taken.
  std::size_t requests() const { return sessions_.requests(); }

 private:
  sockjs::Session* find(ConnectionId connection) const {
    return sessions_.empty() ? nullptr : sessions_.find(connection);
  }
  std::optional<GatewayOutput> carry(Output output);
  void transmit(sockjs::Session& session, Transmit transmit);
  void handle_event(const sockjs::Event& event);
  void handle_stomp_event(const sockjs::Event& event);
  void receive(ConnectionId connection, const sockjs::Received& received);

  std::vector<sockjs::Service> services_;
  sockjs::Context context_;
  sockjs::Sessions sessions_;
  Broker broker_;
  Random random_;
};

}  // namespace hoofbeat::server
