#include "client.hpp"

#include <algorithm>
#include <utility>

#include <hoofbeat/stomp/encoder.hpp>

#include "failure.hpp"

namespace hoofbeat::load {
namespace {

constexpr auto version = stomp::Version::v1_2;
// What a mask has to be is unpredictable to a page's script (RFC 6455, section 10.3); here there is none.
constexpr Mask mask = {'\x37', '\xFA', '\x21', '\x3D'};

std::string upgrade_request(const Url& url) {
  return "GET " + url.path + " HTTP/1.1\r\nHost: " + url.host + ":" + url.port +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\n";
}

std::string encoded(stomp::Command command, stomp::Headers headers, std::string_view body = {}) {
  std::string out;
  if (!stomp::encode(out, version, command, headers, body)) throw Failure("a frame can't be written");
  return out;
}

}  // namespace

Client::Client(Poller& poller, const Url& url, Handler handler)
    : handler_(std::move(handler)), stream_(poller, *this, connect_to(url.host, url.port)) {
  decoder_.set_version(version);
  stream_.outgoing = upgrade_request(url);
  stream_.flush();
}

void Client::subscribe(std::string_view destination, std::string_view receipt) {
  std::vector<stomp::Header> headers = {{"id", "s"}, {"destination", destination}};
  if (!receipt.empty()) headers.push_back({"receipt", receipt});
  queue(encoded(stomp::Command::SUBSCRIBE, headers));
  flush();
}

void Client::queue(std::string_view frame) { append_masked_frame(stream_.outgoing, text_frame, frame, mask); }

void Client::readable() {
  std::span<char> octets = stream_.read();
  if (!stream_.open()) throw Failure("the broker closed a connection");
  if (stage_ == Stage::upgrading) octets = read_response(octets);
  if (stage_ == Stage::upgrading) return;
  cutter_.feed(octets, [this](unsigned opcode, std::string_view payload) { take(opcode, payload); });
}

// Gives what is behind the response's head.
std::span<char> Client::read_response(std::span<char> octets) {
  constexpr std::string_view blank_line = "\r\n\r\n";
  const std::size_t before = response_.size();
  response_.append(octets.data(), octets.size());
  const std::size_t end = response_.find(blank_line);
  if (end == std::string::npos) return {};
  if (!response_.starts_with("HTTP/1.1 101 "))
    throw Failure("no upgrade: " + response_.substr(0, response_.find('\r')));
  stage_ = Stage::connecting;
  response_ = {};
  const stomp::Header headers[] = {{"accept-version", "1.2"}, {"host", "/"}, {"heart-beat", "0,0"}};
  queue(encoded(stomp::Command::CONNECT, headers));
  flush();
  return octets.subspan(end + blank_line.size() - before);
}

void Client::take(unsigned opcode, std::string_view payload) {
  if (opcode == close_frame) throw Failure("the broker sent a close frame");
  if (opcode == ping_frame) {
    append_masked_frame(stream_.outgoing, pong_frame, payload, mask);
    flush();
  }
  if (opcode >= close_frame) return;
  using Step = stomp::Decoder::Step;
  decoder_.feed(payload);
  for (Step step = decoder_.next(); step != Step::need_more; step = decoder_.next()) {
    if (step == Step::error) throw Failure("the broker sent what is no STOMP frame");
    if (step == Step::frame) take(decoder_.frame());
  }
  decoder_.end_message();
  decoder_.release();
}

void Client::take(const stomp::FrameView& frame) {
  if (frame.command == stomp::Command::ERROR)
    throw Failure("the broker sent ERROR: " + std::string(stomp::find(frame.headers, "message").value_or("")));
  if (frame.command == stomp::Command::CONNECTED) {
    stage_ = Stage::connected;
  } else {
    handler_(frame);
  }
}

std::string send_frame(std::string_view destination, std::string_view body) {
  const stomp::Header headers[] = {{"destination", destination}};
  return encoded(stomp::Command::SEND, headers, body);
}

}  // namespace hoofbeat::load
