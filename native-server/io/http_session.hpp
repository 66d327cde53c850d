#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>

#include "io/buffered_stream.hpp"
#include "io/http_framing.hpp"
#include "io/http_responses.hpp"
#include "io/responder.hpp"
#include "io/static_files.hpp"

namespace hoofbeat::server {

class Server;

/// An HTTP/1 connection until it closes or becomes a WebSocket. One request at a time is answered: files by
/// itself, the rest by the core, whose responses may take long and come in parts.
class HttpSession : public Responder, public std::enable_shared_from_this<HttpSession> {
 public:
  /// `count` is that of all such sessions, kept up to date by each.
  HttpSession(Server& server, const StaticFiles& files, std::size_t& count, Socket socket);
  ~HttpSession() override { --count_; }

  /// Lives by itself from then on.
  void start() { read(); }

  void respond(HttpResponse response) override;
  void respond_further(std::string octets, bool last) override;
  void abort() override;

 private:
  /// What of a response is still to be written.
  struct Outgoing {
    std::string octets;
    /// Of its body, without what delimits it.
    std::size_t body = 0;
  };

  void read();
  void handle_header(error_code error);
  bool has_unclear_end(const BeastRequest& request) const;
  bool awaits_permission() const;
  void permit_body();
  void read_body();
  void handle_unreadable(error_code error);
  void refuse_body(const BeastRequest& request);
  void answer(BeastRequest request);
  void upgrade(BeastRequest request);
  void write(beast::http::message_generator response);

  void append_body(std::string_view octets);
  void flush();
  void write_some(std::size_t written);
  void handle_written();
  void finish_response();
  void handle_gone();
  void watch();
  void handle_watched(error_code error, std::size_t octets);

  void go_on();
  void end();
  void discard();

  Server& server_;
  const StaticFiles& files_;
  std::size_t& count_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<beast::http::request_parser<beast::http::string_body>> parser_;

  RequestId request_ = 0;  // while the core answers it
  HttpDelimiting delimiting_;
  Outgoing outgoing_;
  Outgoing in_flight_;
  bool writing_ = false;
  bool responding_ = false;
  bool complete_ = false;  // nothing will be added to the response
  bool watching_ = false;
};

}  // namespace hoofbeat::server
