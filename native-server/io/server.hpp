#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "core/gateway.hpp"
#include "io/connection.hpp"
#include "io/responder.hpp"

namespace hoofbeat::server {

class Log;

/// Carries what happens on the connections to the gateway, and the gateway's outputs to the connections.
class Server {
 public:
  Server(boost::asio::io_context& io, const Settings& settings, Log& log);

  ConnectionId opened_tcp(std::shared_ptr<Connection> connection);
  ConnectionId opened_websocket(std::shared_ptr<Connection> connection, WebSocketEndpoint endpoint);
  void received(ConnectionId connection, std::string_view octets, bool end_of_message, bool text);
  void sent(ConnectionId connection, std::size_t octets);
  /// The connection is not touched from here on.
  void closed(ConnectionId connection);

  /// A new id for a request; the responder is kept until the request is closed or gone.
  RequestId open_request(std::shared_ptr<Responder> responder);
  void request(RequestId id, const HttpRequest& request);
  void request_sent(RequestId id, std::size_t octets);
  void request_gone(RequestId id);
  void close_request(RequestId id);

  /// Tells all clients and closes; `done` is called when all are gone, or after two seconds.
  void shut_down(std::function<void()> done);

  Gateway& gateway() { return gateway_; }
  const Settings& settings() const { return settings_; }
  Log& log() { return log_; }
  boost::asio::io_context& io() { return io_; }

 private:
  void drain();
  void flush_later();
  void flush_unless_busy();
  void flush();
  void carry_out(GatewayOutput output);
  Connection* find(ConnectionId connection);
  Responder* find_responder(RequestId request);
  void arm_timer();
  void finish_shut_down();
  void finish_shut_down_if_idle();

  boost::asio::io_context& io_;
  const Settings& settings_;
  Log& log_;
  Gateway gateway_;
  RequestId last_request_ = 0;
  std::unordered_map<ConnectionId, std::shared_ptr<Connection>> connections_;
  std::unordered_map<RequestId, std::shared_ptr<Responder>> requests_;
  std::vector<ConnectionId> to_flush_;
  bool flush_posted_ = false;
  int turns_ = 0;                   // since flush_later was called first
  int quiet_turns_ = 0;             // since the last input
  std::size_t waiting_octets_ = 0;  // for all connections, since the last flush
  boost::asio::steady_timer timer_;
  std::optional<Time> armed_for_;
  boost::asio::steady_timer shut_down_timer_;
  std::function<void()> shut_down_done_;
};

}  // namespace hoofbeat::server
