#include "sockjs_scene.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "log_lines.hpp"

namespace hoofbeat::server::test {
namespace {

Settings with_test_services(Settings settings) {
  settings.test_services = true;
  return settings;
}

}  // namespace

std::string Answer::header(std::string_view name) const {
  for (const HttpHeader& each : response->headers)
    if (equal_ignoring_case(each.name, name)) return each.value;
  return "";
}

bool Answer::has_header(std::string_view name) const {
  return std::any_of(response->headers.begin(), response->headers.end(),
                     [&](const HttpHeader& each) { return equal_ignoring_case(each.name, name); });
}

std::string Answer::body() const {
  std::string body;
  for (const std::string& part : parts) body += part;
  return body;
}

SockJsScene::SockJsScene(Settings settings) : gateway(with_test_services(std::move(settings)), 1) {}

RequestId SockJsScene::request(const HttpRequest& request) {
  const RequestId id = ++last_request_;
  gateway.handle_request(id, request, now);
  drain();
  return id;
}

RequestId SockJsScene::post(std::string_view target, std::string_view body) {
  return request({.method = "POST", .target = std::string(target), .body = std::string(body)});
}

RequestId SockJsScene::get(std::string_view target) {
  return request({.method = "GET", .target = std::string(target)});
}

Answer SockJsScene::ask(const HttpRequest& asked) {
  const RequestId id = request(asked);
  REQUIRE(answer(id).ended);
  return answer(id);
}

Answer SockJsScene::ask_post(std::string_view target, std::string_view body) {
  return ask({.method = "POST", .target = std::string(target), .body = std::string(body)});
}

Answer SockJsScene::ask_get(std::string_view target) {
  return ask({.method = "GET", .target = std::string(target)});
}

std::vector<std::string> SockJsScene::take_parts(RequestId id) {
  const auto& parts = answers_[id].parts;
  std::size_t& taken = parts_taken_[id];
  std::vector<std::string> news(parts.begin() + static_cast<std::ptrdiff_t>(taken), parts.end());
  taken = parts.size();
  return news;
}

void SockJsScene::vanish(RequestId id) {
  gateway.handle_request_gone(id, now);
  drain();
}

void SockJsScene::resume() {
  stalled_ = false;
  for (const Untaken& each : std::exchange(untaken_, {})) hand_over(each);
  drain();
}

ConnectionId SockJsScene::open_websocket(std::string_view target) {
  const auto decision = gateway.handle_upgrade({.method = "GET", .target = std::string(target)});
  REQUIRE(std::holds_alternative<WebSocketEndpoint>(decision));
  const ConnectionId id = gateway.next_connection();
  sockets_[id];
  gateway.handle_websocket_opened(id, std::get<WebSocketEndpoint>(decision), now);
  drain();
  return id;
}

void SockJsScene::receive(ConnectionId id, std::string_view octets, bool end_of_message, bool text) {
  // A copy that ends with the call: the gateway must not look at it later.
  const std::vector<char> copy(octets.begin(), octets.end());
  gateway.handle_bytes(id, {copy.data(), copy.size()}, end_of_message, text, now);
  drain();
}

void SockJsScene::close_websocket(ConnectionId id) {
  gateway.handle_closed(id, now);
  drain();
}

std::vector<std::string> SockJsScene::take_messages(ConnectionId id) {
  return std::exchange(sockets_[id].messages, {});
}

void SockJsScene::drain() {
  while (auto output = gateway.poll_output()) carry_out(std::move(*output));
}

void SockJsScene::carry_out(GatewayOutput output) {
  if (auto* const reply = std::get_if<Reply>(&output)) {
    Answer& answer = answers_[reply->request];
    REQUIRE_FALSE(answer.response);
    std::string body = std::move(reply->response.body);
    answer.ended = !reply->response.streamed;
    answer.response = std::move(reply->response);
    add_part(reply->request, std::move(body));
  } else if (auto* const part = std::get_if<ReplyPart>(&output)) {
    Answer& answer = answers_[part->request];
    REQUIRE(answer.response);
    REQUIRE_FALSE(answer.ended);
    REQUIRE_FALSE(part->octets.empty());
    answer.ended = part->last;
    add_part(part->request, std::move(part->octets));
  } else if (const auto* const abort = std::get_if<ReplyAbort>(&output)) {
    answers_[abort->request].aborted = answers_[abort->request].ended = true;
  } else if (const auto* const transmit = std::get_if<Transmit>(&output)) {
    SocketTraffic& traffic = sockets_[transmit->connection];
    REQUIRE_FALSE(traffic.closed);
    traffic.messages.push_back(octets_of(*transmit));
    traffic.text.push_back(transmit->text);
    hand_over({0, transmit->connection, transmit->size()});
  } else if (auto* const close = std::get_if<CloseConnection>(&output)) {
    REQUIRE_FALSE(sockets_[close->connection].closed);
    sockets_[close->connection].closed = std::move(*close);
  } else {
    log_.push_back(std::get<LogEvent>(output));
  }
}

void SockJsScene::add_part(RequestId id, std::string octets) {
  const std::size_t size = octets.size();
  if (size == 0) return;
  answers_[id].parts.push_back(std::move(octets));
  hand_over({id, 0, size});
}

void SockJsScene::hand_over(Untaken untaken) {
  if (stalled_) return untaken_.push_back(untaken);
  if (untaken.request != 0) gateway.handle_request_sent(untaken.request, untaken.octets, now);
  if (untaken.connection != 0) gateway.handle_sent(untaken.connection, untaken.octets, now);
}

void SockJsScene::pass(Time duration) {
  const Time end = now + duration;
  drain();
  for (auto due = gateway.poll_timeout(); due && *due <= end; due = gateway.poll_timeout()) {
    now = std::max(now, *due);
    gateway.handle_timeout(now);
    drain();
  }
  now = end;
}

std::vector<std::string> SockJsScene::logged(std::string_view event) const { return log_lines(log_, event); }

const std::string xhr_prelude = std::string(2048, 'h').append("\n");

std::string poll(SockJsScene& scene, std::string_view session) {
  const Answer answer = scene.ask_post(std::string(session) + "/xhr");
  REQUIRE(answer.response->status == 200);
  std::string frame = answer.body();
  REQUIRE(frame.ends_with('\n'));
  frame.pop_back();
  return frame;
}

}  // namespace hoofbeat::server::test
