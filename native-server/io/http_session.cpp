#include "io/http_session.hpp"

#include <chrono>
#include <utility>

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "io/server.hpp"
#include "io/websocket_session.hpp"

namespace hoofbeat::server {
namespace {

namespace http = beast::http;

// For one request to arrive, idle time in front of it included, and for some of a response to be taken.
constexpr auto patience = std::chrono::seconds(30);
constexpr auto patience_at_end = std::chrono::seconds(2);
constexpr auto patience_with_body = std::chrono::minutes(5);
constexpr std::size_t discarded_at_once = 4096;
// Beside a head: what arrives together with it. Chunk extensions and trailers, which no other limit knows, have to
// do with as much.
constexpr std::size_t read_ahead = 64U << 10U;

HttpRequest core_request(BeastRequest request) {
  HttpRequest out{.method = std::string(request.method_string()), .target = std::string(request.target())};
  for (const auto& field : request)
    out.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  out.body = std::move(request.body());
  return out;
}

std::string_view path_of(const BeastRequest& request) {
  const std::string_view target(request.target().data(), request.target().size());
  return target.substr(0, target.find('?'));
}

http::status status_for(error_code error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    return http::status::request_header_fields_too_large;
  if (error == http::error::body_limit) return http::status::payload_too_large;
  return http::status::bad_request;
}

}  // namespace

HttpSession::HttpSession(Server& server, const StaticFiles& files, std::size_t& count, Socket socket)
    : server_(server),
      files_(files),
      count_(count),
      stream_(std::move(socket)),
      buffer_(server.settings().limits.max_http_header_bytes + read_ahead) {
  ++count_;
}

void HttpSession::read() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(server_.settings().limits.max_http_header_bytes));
  parser_->body_limit(boost::none);  // as soon as the path is known
  stream_.expires_after(patience);
  http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
    self->handle_header(error);
  });
}

void HttpSession::handle_header(error_code error) {
  if (error) return handle_unreadable(error);
  const BeastRequest& request = parser_->get();
  if (has_unclear_end(request)) return handle_unreadable(http::error::bad_transfer_encoding);
  const std::size_t limit = server_.gateway().max_body_bytes(path_of(request));
  if (const auto length = parser_->content_length(); length && *length > limit) return refuse_body(request);
  parser_->body_limit(limit);
  awaits_permission() ? permit_body() : read_body();
}

// RFC 9112, sections 6.1 and 6.3: where such a body ends can't be told, and what follows might be read as a
// request.
bool HttpSession::has_unclear_end(const BeastRequest& request) const {
  return request.count(http::field::transfer_encoding) > 0 && (!parser_->chunked() || request.version() < 11);
}

// RFC 9110, section 10.1.1.
bool HttpSession::awaits_permission() const {
  const BeastRequest& request = parser_->get();
  return !parser_->is_done() && request.version() >= 11 && buffer_.size() == 0 &&
         beast::iequals(request[http::field::expect], "100-continue");
}

void HttpSession::permit_body() {
  static constexpr std::string_view permission = "HTTP/1.1 100 Continue\r\n\r\n";
  net::async_write(stream_, net::buffer(permission), [self = shared_from_this()](error_code error, std::size_t) {
    if (!error) self->read_body();
  });
}

void HttpSession::read_body() {
  stream_.expires_after(patience_with_body);
  http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
    if (!error) return self->answer(self->parser_->release());
    self->handle_unreadable(error);
  });
}

void HttpSession::handle_unreadable(error_code error) {
  if (error == http::error::end_of_stream || error == http::error::partial_message) return end();
  if (error.category() != http::make_error_code(http::error::end_of_stream).category()) return;
  if (error == http::error::body_limit) return refuse_body(parser_->get());
  BeastRequest request;
  request.version(11);
  request.keep_alive(false);
  write(text_response(request, status_for(error), "The request can't be read: " + error.message() + "."));
}

void HttpSession::refuse_body(const BeastRequest& request) {
  delimiting_ = {.version = request.version(), .keep_alive = false};
  respond(server_.gateway().body_too_large(core_request(request)));
}

void HttpSession::answer(BeastRequest request) {
  delimiting_ = {.version = request.version(),
                 .keep_alive = request.keep_alive(),
                 .head_only = request.method() == http::verb::head};
  if (beast::websocket::is_upgrade(request)) return upgrade(std::move(request));
  if (!server_.gateway().answers(path_of(request)))
    return write(file_response(request, files_, server_.settings()));
  request_ = server_.open_request(shared_from_this());
  server_.request(request_, core_request(std::move(request)));
  if (!complete_) watch();
}

void HttpSession::upgrade(BeastRequest request) {
  auto decision = server_.gateway().handle_upgrade(core_request(request));
  if (auto* const refusal = std::get_if<HttpResponse>(&decision)) return respond(std::move(*refusal));
  std::string read_ahead = beast::buffers_to_string(buffer_.data());
  stream_.expires_never();
  BufferedStream stream(stream_.release_socket(), std::move(read_ahead));
  std::make_shared<WebSocketSession>(server_, std::move(stream))
      ->accept(std::move(request), std::get<WebSocketEndpoint>(decision));
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

void HttpSession::respond(HttpResponse response) {
  responding_ = true;
  complete_ = !response.streamed;
  delimiting_.chunked = response.streamed && delimiting_.version >= 11;
  // Nothing but the connection's end shows where such a body ends.
  if (response.streamed && !delimiting_.chunked) delimiting_.keep_alive = false;
  outgoing_.octets += head_of(response, delimiting_);
  append_body(response.body);
  flush();
}

void HttpSession::respond_further(std::string octets, bool last) {
  append_body(octets);
  complete_ = last;
  if (last && delimiting_.chunked) append_last_chunk(outgoing_.octets);
  flush();
}

void HttpSession::append_body(std::string_view octets) {
  if (octets.empty() || delimiting_.head_only) return;
  outgoing_.body += octets.size();
  if (delimiting_.chunked) return append_chunk(outgoing_.octets, octets);
  outgoing_.octets += octets;
}

void HttpSession::flush() {
  if (writing_) return;
  if (outgoing_.octets.empty()) return;
  writing_ = true;
  in_flight_ = std::exchange(outgoing_, {});
  write_some(0);
}

// In pieces, so that a peer who takes some has time for the rest.
void HttpSession::write_some(std::size_t written) {
  stream_.expires_after(patience);
  stream_.async_write_some(net::buffer(in_flight_.octets) + written,
                           [self = shared_from_this(), written](error_code error, std::size_t octets) {
                             if (error) return self->handle_gone();
                             const std::size_t all = written + octets;
                             all < self->in_flight_.octets.size() ? self->write_some(all) : self->handle_written();
                           });
}

void HttpSession::handle_written() {
  const std::size_t body = std::exchange(in_flight_, {}).body;
  writing_ = false;
  if (request_ != 0) server_.request_sent(request_, body);
  flush();
  if (responding_ && complete_ && !writing_) finish_response();
}

void HttpSession::finish_response() {
  responding_ = complete_ = false;
  if (request_ != 0) server_.close_request(std::exchange(request_, 0));
  // The read that watches ends first; it goes on from there.
  if (watching_) return stream_.cancel();
  go_on();
}

void HttpSession::handle_gone() {
  if (const RequestId request = std::exchange(request_, 0)) server_.request_gone(request);
  stream_.close();
}

void HttpSession::abort() {
  request_ = 0;
  stream_.close();
}

// While a response takes its time, reading tells when the peer has gone. What it reads is the next request's; of
// who sends many of them ahead it could not be told any more.
void HttpSession::watch() {
  if (buffer_.size() >= server_.settings().limits.max_http_header_bytes) return handle_gone();
  watching_ = true;
  stream_.expires_never();
  stream_.async_read_some(
      buffer_.prepare(discarded_at_once),
      [self = shared_from_this()](error_code error, std::size_t octets) { self->handle_watched(error, octets); });
}

void HttpSession::handle_watched(error_code error, std::size_t octets) {
  watching_ = false;
  buffer_.commit(octets);
  if (!stream_.socket().is_open()) return;
  if (request_ == 0) return go_on();
  if (!error) return watch();
  if (!complete_) handle_gone();
}

void HttpSession::go_on() { delimiting_.keep_alive ? read() : end(); }

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
