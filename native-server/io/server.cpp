#include "io/server.hpp"

#include <array>
#include <bit>
#include <chrono>
#include <stdexcept>
#include <utility>

#include <openssl/rand.h>
#include <boost/asio/post.hpp>

#include "io/clock.hpp"
#include "log.hpp"

namespace hoofbeat::server {
namespace {

// A read takes up to two turns; many turns take some microseconds, and `octets_in_turn` of input each.
constexpr int quiet_turns_until_flush = 2;
constexpr int turns_until_flush = 64;
// What one client sends may be for many.
constexpr std::size_t octets_until_flush = 256U << 10U;
constexpr auto patience_at_shut_down = std::chrono::seconds(2);

std::uint64_t seed() {
  std::array<unsigned char, sizeof(std::uint64_t)> octets{};
  if (RAND_bytes(octets.data(), octets.size()) != 1) throw std::runtime_error("there are no random numbers here");
  return std::bit_cast<std::uint64_t>(octets);
}

}  // namespace

Server::Server(boost::asio::io_context& io, const Settings& settings, Log& log)
    : io_(io), settings_(settings), log_(log), gateway_(settings, seed()), timer_(io), shut_down_timer_(io) {}

ConnectionId Server::opened_tcp(std::shared_ptr<Connection> connection) {
  const ConnectionId id = gateway_.next_connection();
  connections_.emplace(id, std::move(connection));
  gateway_.handle_tcp_opened(id, now());
  drain();
  return id;
}

ConnectionId Server::opened_websocket(std::shared_ptr<Connection> connection, WebSocketEndpoint endpoint) {
  const ConnectionId id = gateway_.next_connection();
  connections_.emplace(id, std::move(connection));
  gateway_.handle_websocket_opened(id, endpoint, now());
  drain();
  return id;
}

void Server::received(ConnectionId connection, std::string_view octets, bool end_of_message, bool text) {
  gateway_.handle_bytes(connection, octets, end_of_message, text, now());
  drain();
}

void Server::sent(ConnectionId connection, std::size_t octets) {
  gateway_.handle_sent(connection, octets, now());
  drain();
}

void Server::closed(ConnectionId connection) {
  connections_.erase(connection);
  gateway_.handle_closed(connection, now());
  drain();
  finish_shut_down_if_idle();
}

RequestId Server::open_request(std::shared_ptr<Responder> responder) {
  requests_.emplace(++last_request_, std::move(responder));
  return last_request_;
}

void Server::request(RequestId id, const HttpRequest& request) {
  gateway_.handle_request(id, request, now());
  drain();
}

void Server::request_sent(RequestId id, std::size_t octets) {
  gateway_.handle_request_sent(id, octets, now());
  drain();
}

void Server::request_gone(RequestId id) {
  requests_.erase(id);
  gateway_.handle_request_gone(id, now());
  drain();
  finish_shut_down_if_idle();
}

void Server::close_request(RequestId id) {
  requests_.erase(id);
  finish_shut_down_if_idle();
}

void Server::shut_down(std::function<void()> done) {
  shut_down_done_ = std::move(done);
  gateway_.handle_shutdown(now());
  drain();
  if (connections_.empty() && requests_.empty()) return finish_shut_down();
  shut_down_timer_.expires_after(patience_at_shut_down);
  shut_down_timer_.async_wait([this](boost::system::error_code error) {
    if (!error) finish_shut_down();
  });
}

void Server::finish_shut_down() {
  if (auto done = std::exchange(shut_down_done_, nullptr)) done();
}

void Server::finish_shut_down_if_idle() {
  if (connections_.empty() && requests_.empty()) finish_shut_down();
}

void Server::drain() {
  quiet_turns_ = 0;
  while (auto output = gateway_.poll_output()) carry_out(std::move(*output));
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
  const bool is_busy = ++quiet_turns_ <= quiet_turns_until_flush && ++turns_ < turns_until_flush &&
                       waiting_octets_ < octets_until_flush;
  is_busy ? flush_later() : flush();
}

void Server::flush() {
  flush_posted_ = false;
  turns_ = 0;
  waiting_octets_ = 0;
  for (const ConnectionId id : std::exchange(to_flush_, {})) {
    if (Connection* const connection = find(id)) {
      connection->awaits_flush = false;
      connection->flush();
    }
  }
}

void Server::carry_out(GatewayOutput output) {
  if (const auto* const event = std::get_if<LogEvent>(&output)) return log_.write(*event);
  if (auto* const transmit = std::get_if<Transmit>(&output)) {
    Connection* const connection = find(transmit->connection);
    if (connection == nullptr) return;
    if (!std::exchange(connection->awaits_flush, true)) to_flush_.push_back(transmit->connection);
    waiting_octets_ += transmit->size();
    return connection->transmit(std::move(*transmit));
  }
  if (auto* const close = std::get_if<CloseConnection>(&output)) {
    if (Connection* const connection = find(close->connection)) connection->close(std::move(*close));
  } else if (auto* const reply = std::get_if<Reply>(&output)) {
    if (Responder* const responder = find_responder(reply->request))
      responder->respond(std::move(reply->response));
  } else if (auto* const part = std::get_if<ReplyPart>(&output)) {
    Responder* const responder = find_responder(part->request);
    if (responder != nullptr) responder->respond_further(std::move(part->octets), part->last);
  } else if (const auto* const abort = std::get_if<ReplyAbort>(&output)) {
    if (const auto node = requests_.extract(abort->request)) node.mapped()->abort();
  }
}

Responder* Server::find_responder(RequestId request) {
  const auto at = requests_.find(request);
  return at == requests_.end() ? nullptr : at->second.get();
}

Connection* Server::find(ConnectionId connection) {
  const auto at = connections_.find(connection);
  return at == connections_.end() ? nullptr : at->second.get();
}

void Server::arm_timer() {
  const auto due = gateway_.poll_timeout();
  if (!due || (armed_for_ && *armed_for_ <= *due)) return;
  armed_for_ = *due;
  timer_.expires_at(time_point_of(*due));
  timer_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    armed_for_.reset();
    gateway_.handle_timeout(now());
    drain();
  });
}

}  // namespace hoofbeat::server
