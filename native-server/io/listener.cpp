#include "io/listener.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/io_context.hpp>

namespace hoofbeat::server {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// The usual reason for a failure is that no file descriptor is free.
constexpr auto pause_after_failure = std::chrono::milliseconds(100);

}  // namespace

Listener::Listener(boost::asio::io_context& io, const tcp::endpoint& endpoint, Handler accepted)
    : acceptor_(io, endpoint), retry_timer_(io), accepted_(std::move(accepted)) {}

void Listener::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  retry_timer_.cancel();
}

void Listener::accept() {
  acceptor_.async_accept(
      [this](error_code error, tcp::socket socket) { handle_accepted(error, std::move(socket)); });
}

void Listener::handle_accepted(error_code error, tcp::socket socket) {
  if (!acceptor_.is_open()) return;
  if (error) {
    retry_timer_.expires_after(pause_after_failure);
    retry_timer_.async_wait([this](error_code cancelled) {
      if (!cancelled) accept();
    });
    return;
  }
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  accepted_(std::move(socket));
  accept();
}

}  // namespace hoofbeat::server
