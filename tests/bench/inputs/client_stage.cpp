#include "client_stage.hpp"

namespace hoofbeat::bench {
namespace {

using namespace std::string_view_literals;

// So that it draws the same numbers each time.
constexpr std::uint64_t seed = 1;
constexpr std::string_view connected = "CONNECTED\nversion:1.2\nheart-beat:10000,10000\n\n\0"sv;

}  // namespace

ClientStage::ClientStage() : session_(client::Options(), seed) {
  session_.activate(now_);
  drain();
  session_.handle_transport_started(transport_, now_);
  session_.handle_transport_opened(transport_, now_);
  drain();
  receive(connected);
  const stomp::Header headers[] = {{"destination", "/topic/prices.eu"}, {"id", "sub-0"}};
  const auto subscribed = session_.subscribe(headers, now_);
  if (!subscribed) transport_ = 0;  // and nothing arrives
  drain();
}

std::size_t ClientStage::receive(std::string_view octets) {
  now_ += 1;
  session_.handle_bytes(transport_, octets, true, now_);
  return drain();
}

std::size_t ClientStage::drain() {
  std::size_t octets = 0;
  while (const auto output = session_.poll_output()) {
    if (const auto* const open = std::get_if<client::OpenTransport>(&*output)) transport_ = open->transport;
    if (const auto* const message = std::get_if<client::Message>(&*output)) octets += message->frame.body.size();
  }
  return octets;
}

}  // namespace hoofbeat::bench
