#pragma once

#include <memory>
#include <optional>

#include "io/buffered_stream.hpp"
#include "io/close_timer.hpp"
#include "io/connection.hpp"
#include "io/read_buffer.hpp"
#include "io/send_queue.hpp"

namespace hoofbeat::server {

class Server;

/// A client that speaks STOMP over TCP alone.
class TcpSession : public Connection, public std::enable_shared_from_this<TcpSession> {
 public:
  TcpSession(Server& server, Socket socket);
  ~TcpSession() override;

  /// Lives by itself from then on.
  void start();

  void transmit(Transmit transmit) override { queue_.push(std::move(transmit)); }
  void flush() override;
  void close(CloseConnection close) override;

 private:
  void read();
  void handle_read(error_code error, std::size_t octets);
  void handle_flushed();
  void end();

  Server& server_;
  BufferedStream stream_;
  ConnectionId id_ = 0;
  ReadBuffer read_buffer_;
  SendQueue queue_;
  std::size_t octets_in_flight_ = 0;
  bool closing_ = false;
  CloseTimer close_timer_;
};

}  // namespace hoofbeat::server
