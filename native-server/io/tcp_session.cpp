#include "io/tcp_session.hpp"

#include <algorithm>
#include <utility>

#include "io/buffers.hpp"
#include "io/server.hpp"

namespace hoofbeat::server {
TcpSession::TcpSession(Server& server, Socket socket) : server_(server), stream_(std::move(socket), {}) {}

TcpSession::~TcpSession() { stream_.on_flushed(nullptr); }

void TcpSession::start() {
  stream_.on_flushed([this] { handle_flushed(); });
  id_ = server_.opened_tcp(shared_from_this());
  read();
}

void TcpSession::read() {
  stream_.async_read_some(
      read_buffer_.buffer(),
      [self = shared_from_this()](error_code error, std::size_t octets) { self->handle_read(error, octets); });
}

void TcpSession::handle_read(error_code error, std::size_t octets) {
  if (error) {
    close_timer_.stop();
    queue_.clear();
    return server_.closed(id_);
  }
  server_.received(id_, {read_buffer_.data(), octets}, false, false);
  // The rest has its turn behind the others'.
  if (const std::size_t piece = std::min(stream_.arrived().size(), octets_in_turn)) {
    server_.received(id_, stream_.arrived().substr(0, piece), false, false);
    stream_.use(piece);
  }
  read();
}

void TcpSession::flush() {
  if (stream_.writing()) return;
  while (!queue_.empty() && stream_.buffered() < gathered_octets) {
    const Transmit transmit = queue_.pop();
    error_code ignored;
    octets_in_flight_ += stream_.write_some(buffers_of(transmit), ignored);
  }
  stream_.flush();
  if (closing_ && queue_.empty() && !stream_.writing()) end();
}

void TcpSession::handle_flushed() {
  const auto self = shared_from_this();
  if (const std::size_t octets = std::exchange(octets_in_flight_, 0)) server_.sent(id_, octets);
  flush();
}

void TcpSession::close(CloseConnection close) {
  closing_ = true;
  if (close.discard_waiting) queue_.clear();
  close_timer_.start(server_.io().get_executor(), close.discard_waiting, weak_from_this(),
                     [](TcpSession& self) { beast_close_socket(self.stream_); });
  boost::asio::post(server_.io(), [self = shared_from_this()] { self->flush(); });
}

// The peer closes in turn, which ends the read that waits; octets that it sent before would reset the connection
// and what we sent last with it if we closed at once.
void TcpSession::end() {
  error_code ignored;
  stream_.socket().shutdown(Socket::shutdown_send, ignored);
}

}  // namespace hoofbeat::server
