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

#include "core/broker.hpp"
#include "io/connection.hpp"

namespace hoofbeat::server {

class Log;

/// Carries what happens on the connections to the broker, and the broker's outputs to the connections.
class Server {
 public:
  Server(boost::asio::io_context& io, const Settings& settings, Log& log);

  ConnectionId opened(std::shared_ptr<Connection> connection, Link link);
  void received(ConnectionId connection, std::string_view octets, bool end_of_message);
  void sent(ConnectionId connection, std::size_t octets);
  /// The connection is not touched from here on.
  void closed(ConnectionId connection);

  /// Tells all clients and closes; `done` is called when all are gone, or after two seconds.
  void shut_down(std::function<void()> done);

  const Settings& settings() const { return settings_; }
  Log& log() { return log_; }
  boost::asio::io_context& io() { return io_; }

 private:
  void drain();
  void flush_later();
  void flush_unless_busy();
  void flush();
  void carry_out(Output output);
  Connection* find(ConnectionId connection);
  void arm_timer();
  void finish_shut_down();

  boost::asio::io_context& io_;
  const Settings& settings_;
  Log& log_;
  Broker broker_;
  ConnectionId last_id_ = 0;
  std::unordered_map<ConnectionId, std::shared_ptr<Connection>> connections_;
  std::vector<ConnectionId> to_flush_;
  bool flush_posted_ = false;
  int turns_ = 0;        // since flush_later was called first
  int quiet_turns_ = 0;  // since the last input
  boost::asio::steady_timer timer_;
  std::optional<Time> armed_for_;
  boost::asio::steady_timer shut_down_timer_;
  std::function<void()> shut_down_done_;
};

}  // namespace hoofbeat::server
