#include "io/websocket_session.hpp"

#include <chrono>
#include <utility>

#include <boost/beast/zlib/error.hpp>

#include "core/close_frame.hpp"
#include "core/handshake.hpp"
#include "core/refusal.hpp"
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

bool is_inflate_error(error_code error) {
  return error.category() == beast::zlib::make_error_code(beast::zlib::error::need_buffers).category();
}

}  // namespace

WebSocketSession::WebSocketSession(Server& server, BufferedStream stream)
    : server_(server), socket_(std::move(stream)) {}

WebSocketSession::~WebSocketSession() { socket_.next_layer().on_flushed(nullptr); }

void WebSocketSession::accept(Request request, WebSocketEndpoint endpoint) {
  set_options(endpoint.subprotocol);
  socket_.next_layer().on_flushed([this] { handle_flushed(); });
  const auto version = request[http::field::sec_websocket_version];
  if (is_websocket_version({version.data(), version.size()}))
    request.set(http::field::sec_websocket_version, "13");
  const auto kept = std::make_shared<Request>(std::move(request));
  socket_.async_accept(*kept, [self = shared_from_this(), kept, endpoint](error_code error) {
    if (error)
      return self->server_.log().write({LogLevel::info, "handshake_failed", 0, {{"error", error.message()}}});
    self->socket_.next_layer().correct_closes();
    self->id_ = self->server_.opened_websocket(self, endpoint);
    self->read();
  });
}

void WebSocketSession::set_options(std::optional<std::string_view> chosen) {
  socket_.set_option(timeouts);
  socket_.set_option(websocket::stream_base::decorator([chosen](websocket::response_type& response) {
    const auto name = server_name();
    response.set(http::field::server, boost::core::string_view(name.data(), name.size()));
    if (chosen)
      response.set(http::field::sec_websocket_protocol, boost::core::string_view(chosen->data(), chosen->size()));
  }));
  socket_.read_message_max(server_.settings().limits.max_websocket_message_bytes);
  socket_.auto_fragment(false);
  websocket::permessage_deflate deflate;
  deflate.server_enable = server_.settings().permessage_deflate;
  socket_.set_option(deflate);
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
    if (is_inflate_error(error)) refuse_payload();
    return server_.closed(id_);
  }
  server_.received(id_, {read_buffer_.data(), octets}, socket_.is_message_done(), socket_.got_text());
  if (socket_.is_message_done()) take_arrived();
  // Should the next frame break the protocol, or close, Beast answers it at once; what was said before comes
  // first.
  socket_.next_layer().arrived().empty() ? write_waiting() : write_all();
  read_buffer_.adapt(octets);
  read();
}

// What came together with the message that Beast has read: Beast takes some microseconds for each of them. The
// rest has its turn behind the others'.
void WebSocketSession::take_arrived() {
  BufferedStream& stream = socket_.next_layer();
  const std::size_t limit = server_.settings().limits.max_websocket_message_bytes;
  for (std::size_t taken = 0; taken < octets_in_turn;) {
    const auto message = stream.arrived_message(limit);
    if (!message) return;
    taken += message->octets;
    server_.received(id_, message->payload, true, message->text);
    stream.use(message->octets);
  }
}

// Where a message can't be decompressed, Beast fails without telling the peer.
void WebSocketSession::refuse_payload() {
  BufferedStream& stream = socket_.next_layer();
  error_code ignored;
  stream.write_some(boost::asio::buffer(close_frame(close_code::invalid_payload)), ignored);
  stream.flush();
  async_teardown(beast::role_type::server, stream, [self = shared_from_this()](error_code) {});
}

void WebSocketSession::flush() {
  BufferedStream& stream = socket_.next_layer();
  if (stream.writing()) return;
  write_waiting();
  if (queue_.empty() && closing_) begin_close();
  stream.flush();
}

// To the stream's memory, not yet to the socket.
void WebSocketSession::write_waiting() {
  BufferedStream& stream = socket_.next_layer();
  if (stream.writing()) return;
  while (!queue_.empty() && stream.buffered() < gathered_octets) write(queue_.pop());
}

void WebSocketSession::write_all() {
  while (!queue_.empty()) write(queue_.pop());
}

void WebSocketSession::write(const Transmit& transmit) {
  if (!socket_.is_open()) return;  // the read that waits tells of it
  octets_in_flight_ += transmit.size();
  if (server_.settings().permessage_deflate) {
    error_code ignored;
    socket_.text(transmit.text);
    socket_.write(buffers_of(transmit), ignored);
    return;
  }
  // Beast would write the same octets, at more than the whole of what the rest of a delivery costs.
  BufferedStream& stream = socket_.next_layer();
  stream.append(MessageHeader(transmit.text, transmit.size()).octets());
  for (const std::string_view part : transmit.parts()) stream.append(part);
}

void WebSocketSession::handle_flushed() {
  const auto self = shared_from_this();
  server_.sent(id_, std::exchange(octets_in_flight_, 0));
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
