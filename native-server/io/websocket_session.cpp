#include "io/websocket_session.hpp"

#include <chrono>
#include <utility>

#include "core/handshake.hpp"
#include "core/upgrade.hpp"
#include "io/buffers.hpp"
#include "io/server.hpp"
#include "log.hpp"

namespace hoofbeat::server {
namespace {

namespace websocket = beast::websocket;
namespace http = beast::http;
using std::chrono::seconds;

constexpr websocket::stream_base::timeout timeouts{
    .handshake_timeout = seconds(10),
    .idle_timeout = seconds(120),  // a peer that answers no ping for so long is gone
    .keep_alive_pings = true,
};

}  // namespace

WebSocketSession::WebSocketSession(Server& server, BufferedStream stream)
    : server_(server), socket_(std::move(stream)) {}

WebSocketSession::~WebSocketSession() { socket_.next_layer().on_flushed(nullptr); }

void WebSocketSession::accept(Request request) {
  set_options(request);
  socket_.next_layer().on_flushed([this] { handle_flushed(); });
  const auto kept = std::make_shared<Request>(std::move(request));
  socket_.async_accept(*kept, [self = shared_from_this(), kept](error_code error) {
    if (error)
      return self->server_.log().write({LogLevel::info, "handshake_failed", 0, {{"error", error.message()}}});
    self->id_ = self->server_.opened(self, Link::web_socket);
    self->read();
  });
}

void WebSocketSession::set_options(const Request& request) {
  const auto offered = request[http::field::sec_websocket_protocol];
  const auto chosen = choose_subprotocol({offered.data(), offered.size()});
  socket_.set_option(timeouts);
  socket_.set_option(websocket::stream_base::decorator([chosen](websocket::response_type& response) {
    const auto name = server_name();
    response.set(http::field::server, boost::core::string_view(name.data(), name.size()));
    if (chosen)
      response.set(http::field::sec_websocket_protocol, boost::core::string_view(chosen->data(), chosen->size()));
  }));
  socket_.read_message_max(server_.settings().limits.max_websocket_message_bytes);
  socket_.auto_fragment(false);
}

void WebSocketSession::read() {
  socket_.async_read_some(
      read_buffer_.buffer(),
      [self = shared_from_this()](error_code error, std::size_t octets) { self->handle_read(error, octets); });
}

void WebSocketSession::handle_read(error_code error, std::size_t octets) {
  if (error) {
    close_timer_.stop();
    queue_.clear();
    return server_.closed(id_);
  }
  server_.received(id_, {read_buffer_.data(), octets}, socket_.is_message_done());
  read_buffer_.adapt(octets);
  read();
}

void WebSocketSession::flush() {
  BufferedStream& stream = socket_.next_layer();
  if (stream.writing()) return;
  while (!queue_.empty() && stream.buffered() < gathered_octets) write(queue_.pop());
  if (queue_.empty() && closing_) begin_close();
  stream.flush();
}

void WebSocketSession::write(const Transmit& transmit) {
  error_code error;
  socket_.text(transmit.text);
  socket_.write(buffers_of(transmit), error);
  if (!error) octets_in_flight_ += transmit.size();  // else the read that waits tells of it
}

void WebSocketSession::handle_flushed() {
  const auto self = shared_from_this();
  if (const std::size_t octets = std::exchange(octets_in_flight_, 0)) server_.sent(id_, octets);
  flush();
}

void WebSocketSession::close(CloseConnection close) {
  if (close.discard_waiting) queue_.clear();
  close_timer_.start(server_.io().get_executor(), close.discard_waiting, weak_from_this(),
                     [](WebSocketSession& self) { beast_close_socket(self.socket_.next_layer()); });
  closing_ = std::move(close);
  // Also what was transmitted before has to go out, and perhaps nothing was.
  boost::asio::post(server_.io(), [self = shared_from_this()] { self->flush(); });
}

void WebSocketSession::begin_close() {
  if (std::exchange(close_begun_, true)) return;
  websocket::close_reason reason(closing_->code);
  reason.reason.assign(closing_->reason.data(), closing_->reason.size());
  socket_.async_close(reason, [self = shared_from_this()](error_code) {});
}

}  // namespace hoofbeat::server
