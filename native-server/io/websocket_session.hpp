#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "core/gateway.hpp"
#include "io/buffered_stream.hpp"
#include "io/close_timer.hpp"
#include "io/connection.hpp"
#include "io/read_buffer.hpp"
#include "io/send_queue.hpp"

namespace hoofbeat::server {

class Server;

/// A client's WebSocket (RFC 6455): one frame of the core's in each message that goes out; what comes in is handed
/// on in pieces as it arrives.
class WebSocketSession : public Connection, public std::enable_shared_from_this<WebSocketSession> {
 public:
  using Request = beast::http::request<beast::http::string_body>;

  WebSocketSession(Server& server, BufferedStream stream);
  ~WebSocketSession() override;

  /// Answers the upgrade request; lives by itself from then on.
  void accept(Request request, WebSocketEndpoint endpoint);

  void transmit(Transmit transmit) override { queue_.push(std::move(transmit)); }
  void flush() override;
  void close(CloseConnection close) override;

 private:
  void set_options(std::optional<std::string_view> subprotocol);
  void read();
  void handle_read(error_code error, std::size_t octets);
  void take_arrived();
  void refuse_payload();
  void handle_flushed();
  void write_waiting();
  void write_all();
  void write(const Transmit& transmit);
  void begin_close();

  Server& server_;
  beast::websocket::stream<BufferedStream> socket_;
  ConnectionId id_ = 0;
  ReadBuffer read_buffer_;
  SendQueue queue_;
  std::size_t octets_in_flight_ = 0;
  std::optional<CloseConnection> closing_;
  bool close_begun_ = false;
  CloseTimer close_timer_;
};

}  // namespace hoofbeat::server
