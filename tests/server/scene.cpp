#include "scene.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <hoofbeat/stomp/decoder.hpp>
#include <hoofbeat/stomp/encoder.hpp>

#include "log_lines.hpp"

namespace hoofbeat::server::test {
namespace {

ReceivedFrame received(const stomp::FrameView& frame, bool text) {
  ReceivedFrame copy{std::string(frame.command_text), {}, std::string(frame.body), text};
  for (const auto& [name, value] : frame.headers) copy.headers.emplace_back(name, value);
  return copy;
}

std::vector<stomp::Header> views_of(const HeaderList& headers) {
  std::vector<stomp::Header> views;
  for (const auto& [name, value] : headers) views.push_back({name, value});
  return views;
}

HeaderList joined(HeaderList first, const HeaderList& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

bool ReceivedFrame::has(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
}

std::string ReceivedFrame::operator[](std::string_view name) const {
  for (const auto& [each, value] : headers)
    if (each == name) return value;
  return "";
}

void Scene::drain() {
  while (auto output = broker.poll_output()) carry_out(std::move(*output));
}

void Scene::carry_out(Output output) {
  if (auto* const transmit = std::get_if<Transmit>(&output)) {
    Transport& transport = transports_[transmit->connection];
    REQUIRE_FALSE(transport.closed);
    const std::size_t octets = transmit->size();
    REQUIRE(octets_of(*transmit).size() == octets);
    transport.transmitted.push_back(std::move(*transmit));
    if (transport.stalled) {
      transport.not_taken += octets;
    } else {
      broker.handle_sent(transport.transmitted.back().connection, octets, now);
    }
  } else if (auto* const close = std::get_if<CloseConnection>(&output)) {
    Transport& transport = transports_[close->connection];
    REQUIRE_FALSE(transport.closed);
    transport.closed = std::move(*close);
  } else {
    log_.push_back(std::get<LogEvent>(output));
  }
}

void Scene::pass(Time duration) {
  const Time end = now + duration;
  drain();
  for (auto due = broker.poll_timeout(); due && due->at <= end; due = broker.poll_timeout()) {
    now = std::max(now, due->at);
    broker.handle_timeout(now);
    drain();
  }
  now = end;
}

std::vector<std::string> Scene::logged(std::string_view event) const { return log_lines(log_, event); }

Peer::Peer(Scene& scene, Link link) : scene_(scene), connection_(++scene.last_id_) {
  scene_.broker.handle_opened(connection_, link, scene_.now);
  scene_.drain();
}

Peer& Peer::octets(std::string_view octets, bool end_of_message) {
  // A copy that ends with the call: the broker must not look at it later.
  const std::vector<char> copy(octets.begin(), octets.end());
  scene_.broker.handle_bytes(connection_, {copy.data(), copy.size()}, end_of_message, scene_.now);
  scene_.drain();
  return *this;
}

Peer& Peer::frame(std::string_view command, const HeaderList& headers, std::string_view body) {
  std::string out;
  REQUIRE(stomp::encode(out, version_, stomp::parse_command(command), views_of(headers), body));
  return octets(out);
}

Peer& Peer::connect(std::string_view version, const HeaderList& headers) {
  frame("CONNECT", joined({{"accept-version", std::string(version)}}, headers));
  const ReceivedFrame answer = take_one();
  REQUIRE(answer.command == "CONNECTED");
  version_ = *stomp::parse_version(answer["version"]);
  return *this;
}

Peer& Peer::subscribe(std::string_view id, std::string_view destination, std::string_view ack) {
  return frame("SUBSCRIBE",
               {{"id", std::string(id)}, {"destination", std::string(destination)}, {"ack", std::string(ack)}});
}

Peer& Peer::send(std::string_view destination, std::string_view body, const HeaderList& headers) {
  return frame("SEND", joined({{"destination", std::string(destination)}}, headers), body);
}

Peer& Peer::settle(std::string_view command, const ReceivedFrame& message, const HeaderList& headers) {
  HeaderList named = {{"id", message["ack"]}};
  if (version_ != stomp::Version::v1_2)
    named = {{"message-id", message["message-id"]}, {"subscription", message["subscription"]}};
  return frame(command, joined(named, headers));
}

void Peer::vanish() {
  scene_.broker.handle_closed(connection_, scene_.now);
  scene_.drain();
}

void Peer::stall() { transport().stalled = true; }

void Peer::resume() {
  transport().stalled = false;
  scene_.broker.handle_sent(connection_, std::exchange(transport().not_taken, 0), scene_.now);
  scene_.drain();
}

std::vector<Transmit> Peer::take_raw() { return std::exchange(transport().transmitted, {}); }

std::vector<ReceivedFrame> Peer::take() {
  std::vector<ReceivedFrame> frames;
  for (const Transmit& transmit : take_raw()) {
    stomp::Decoder decoder;
    decoder.set_version(transmit.version);
    const std::string octets = octets_of(transmit);
    decoder.feed(octets);
    const auto step = decoder.next();
    REQUIRE(step != stomp::Decoder::Step::error);
    REQUIRE(step != stomp::Decoder::Step::need_more);
    if (step == stomp::Decoder::Step::frame) frames.push_back(received(decoder.frame(), transmit.text));
    REQUIRE(decoder.next() == stomp::Decoder::Step::need_more);
  }
  return frames;
}

ReceivedFrame Peer::take_one() {
  const auto frames = take();
  REQUIRE(frames.size() == 1);
  return frames.front();
}

std::vector<std::string> Peer::bodies() {
  std::vector<std::string> bodies;
  for (const ReceivedFrame& frame : take()) {
    REQUIRE(frame.command == "MESSAGE");
    bodies.push_back(frame.body);
  }
  return bodies;
}

std::size_t Peer::take_heartbeats() {
  std::size_t count = 0;
  for (const Transmit& transmit : take_raw())
    if (octets_of(transmit) == "\n") ++count;
  return count;
}

ReceivedFrame Peer::take_error() {
  const auto frames = take();
  REQUIRE_FALSE(frames.empty());
  const ReceivedFrame& error = frames.back();
  REQUIRE(error.command == "ERROR");
  REQUIRE(closed());
  REQUIRE(error["content-type"] == "text/plain");
  REQUIRE_FALSE(error["message"].empty());
  REQUIRE_FALSE(error.body.empty());
  return error;
}

}  // namespace hoofbeat::server::test
