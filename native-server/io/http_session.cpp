#include "io/http_session.hpp"

#include <chrono>
#include <string>
#include <utility>

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "core/upgrade.hpp"
#include "io/server.hpp"
#include "io/websocket_session.hpp"

namespace hoofbeat::server {
namespace {

namespace http = beast::http;

// For one request to arrive, idle time in front of it included, and for one response to be taken.
constexpr auto patience = std::chrono::seconds(30);
constexpr auto patience_at_end = std::chrono::seconds(2);
constexpr std::size_t discarded_at_once = 4096;

std::string_view path_of(const HttpRequest& request) {
  const std::string_view target(request.target().data(), request.target().size());
  return target.substr(0, target.find('?'));
}

std::optional<std::string_view> origin_of(const HttpRequest& request) {
  const auto at = request.find(http::field::origin);
  if (at == request.end()) return std::nullopt;
  return std::string_view(at->value().data(), at->value().size());
}

http::status status_for(error_code error) {
  if (error == http::error::header_limit) return http::status::request_header_fields_too_large;
  if (error == http::error::body_limit) return http::status::payload_too_large;
  return http::status::bad_request;
}

}  // namespace

HttpSession::HttpSession(Server& server, const StaticFiles& files, std::size_t& count, Socket socket)
    : server_(server), files_(files), count_(count), stream_(std::move(socket)) {
  ++count_;
}

void HttpSession::read() {
  const Limits& limits = server_.settings().limits;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(limits.max_http_header_bytes));
  parser_->body_limit(limits.max_http_body_bytes);
  stream_.expires_after(patience);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](error_code error, std::size_t) { self->handle_read(error); });
}

void HttpSession::handle_read(error_code error) {
  if (!error) return answer(parser_->release());
  if (error == http::error::end_of_stream || error == http::error::partial_message) return end();
  if (error.category() == http::make_error_code(http::error::end_of_stream).category()) answer_unreadable(error);
}

void HttpSession::answer_unreadable(error_code error) {
  HttpRequest request;
  request.version(11);
  request.keep_alive(false);
  write(text_response(request, status_for(error), "The request can't be read: " + error.message() + "."));
}

void HttpSession::answer(HttpRequest request) {
  if (!beast::websocket::is_upgrade(request)) return write(file_response(request, files_, server_.settings()));
  if (!is_websocket_path(server_.settings(), path_of(request)))
    return write(text_response(request, http::status::not_found,
                               "There is no WebSocket here; it is at " + server_.settings().path + "."));
  if (!is_origin_allowed(server_.settings(), origin_of(request)))
    return write(text_response(request, http::status::forbidden, "This origin is not let in (allowed_origins)."));
  upgrade(std::move(request));
}

void HttpSession::upgrade(HttpRequest request) {
  std::string read_ahead = beast::buffers_to_string(buffer_.data());
  stream_.expires_never();
  BufferedStream stream(stream_.release_socket(), std::move(read_ahead));
  std::make_shared<WebSocketSession>(server_, std::move(stream))->accept(std::move(request));
}

void HttpSession::write(http::message_generator response) {
  const bool keep_alive = response.keep_alive();
  stream_.expires_after(patience);
  beast::async_write(stream_, std::move(response),
                     [self = shared_from_this(), keep_alive](error_code error, std::size_t) {
                       if (error) return;
                       if (!keep_alive) return self->end();
                       self->read();
                     });
}

// What the peer still sends is read and forgotten for a moment: closing on it would reset the connection, and the
// peer might never see the response.
void HttpSession::end() {
  error_code ignored;
  stream_.socket().shutdown(Socket::shutdown_send, ignored);
  stream_.expires_after(patience_at_end);
  discard();
}

void HttpSession::discard() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(discarded_at_once),
                          [self = shared_from_this()](error_code error, std::size_t) {
                            if (!error) self->discard();
                          });
}

}  // namespace hoofbeat::server
