#include "io/server.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/post.hpp>

#include "io/clock.hpp"
#include "log.hpp"

namespace hoofbeat::server {
namespace {

// A read takes up to two turns; many turns take some microseconds, and some 64 KiB of input each at most.
constexpr int quiet_turns_until_flush = 2;
constexpr int turns_until_flush = 64;
constexpr auto patience_at_shut_down = std::chrono::seconds(2);

}  // namespace

Server::Server(boost::asio::io_context& io, const Settings& settings, Log& log)
    : io_(io), settings_(settings), log_(log), broker_(settings), timer_(io), shut_down_timer_(io) {}

ConnectionId Server::opened(std::shared_ptr<Connection> connection, Link link) {
  const ConnectionId id = ++last_id_;
  connections_.emplace(id, std::move(connection));
  broker_.handle_opened(id, link, now());
  drain();
  return id;
}

void Server::received(ConnectionId connection, std::string_view octets, bool end_of_message) {
  broker_.handle_bytes(connection, octets, end_of_message, now());
  drain();
}

void Server::sent(ConnectionId connection, std::size_t octets) {
  broker_.handle_sent(connection, octets, now());
  drain();
}

void Server::closed(ConnectionId connection) {
  connections_.erase(connection);
  broker_.handle_closed(connection, now());
  drain();
  if (connections_.empty()) finish_shut_down();
}

void Server::shut_down(std::function<void()> done) {
  shut_down_done_ = std::move(done);
  broker_.handle_shutdown(now());
  drain();
  if (connections_.empty()) return finish_shut_down();
  shut_down_timer_.expires_after(patience_at_shut_down);
  shut_down_timer_.async_wait([this](boost::system::error_code error) {
    if (!error) finish_shut_down();
  });
}

void Server::finish_shut_down() {
  if (auto done = std::exchange(shut_down_done_, nullptr)) done();
}

void Server::drain() {
  quiet_turns_ = 0;
  while (auto output = broker_.poll_output()) carry_out(std::move(*output));
  if (!to_flush_.empty() && !flush_posted_) flush_later();
  arm_timer();
}

void Server::flush_later() {
  flush_posted_ = true;
  boost::asio::post(io_, [this] { flush_unless_busy(); });
}

// System calls are most of what a delivery costs. As long as turns of the loop bring further input, as they do
// while a publisher's messages are read, writing waits: what comes of them leaves together.
void Server::flush_unless_busy() {
  const bool is_busy = ++quiet_turns_ <= quiet_turns_until_flush && ++turns_ < turns_until_flush;
  is_busy ? flush_later() : flush();
}

void Server::flush() {
  flush_posted_ = false;
  turns_ = 0;
  for (const ConnectionId id : std::exchange(to_flush_, {})) {
    if (Connection* const connection = find(id)) {
      connection->awaits_flush = false;
      connection->flush();
    }
  }
}

void Server::carry_out(Output output) {
  if (const auto* const event = std::get_if<LogEvent>(&output)) return log_.write(*event);
  if (auto* const transmit = std::get_if<Transmit>(&output)) {
    Connection* const connection = find(transmit->connection);
    if (connection == nullptr) return;
    if (!std::exchange(connection->awaits_flush, true)) to_flush_.push_back(transmit->connection);
    return connection->transmit(std::move(*transmit));
  }
  auto& close = std::get<CloseConnection>(output);
  if (Connection* const connection = find(close.connection)) connection->close(std::move(close));
}

Connection* Server::find(ConnectionId connection) {
  const auto at = connections_.find(connection);
  return at == connections_.end() ? nullptr : at->second.get();
}

void Server::arm_timer() {
  const auto deadline = broker_.poll_timeout();
  if (!deadline || (armed_for_ && *armed_for_ <= deadline->at)) return;
  armed_for_ = deadline->at;
  timer_.expires_at(time_point_of(deadline->at));
  timer_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    armed_for_.reset();
    broker_.handle_timeout(now());
    drain();
  });
}

}  // namespace hoofbeat::server
