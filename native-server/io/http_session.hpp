#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>

#include "io/buffered_stream.hpp"
#include "io/http_responses.hpp"
#include "io/static_files.hpp"

namespace hoofbeat::server {

class Server;

/// An HTTP/1.1 connection until it closes or becomes a WebSocket.
class HttpSession : public std::enable_shared_from_this<HttpSession> {
 public:
  /// `count` is that of all such sessions, kept up to date by each.
  HttpSession(Server& server, const StaticFiles& files, std::size_t& count, Socket socket);
  ~HttpSession() { --count_; }

  /// Lives by itself from then on.
  void start() { read(); }

 private:
  void read();
  void handle_read(error_code error);
  void answer(HttpRequest request);
  void answer_unreadable(error_code error);
  void upgrade(HttpRequest request);
  void write(beast::http::message_generator response);
  void end();
  void discard();

  Server& server_;
  const StaticFiles& files_;
  std::size_t& count_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
};

}  // namespace hoofbeat::server
