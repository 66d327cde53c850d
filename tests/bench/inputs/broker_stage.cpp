#include "broker_stage.hpp"

#include <variant>

namespace hoofbeat::bench {
namespace {

using namespace std::string_view_literals;

constexpr server::ConnectionId publisher = 1;

}  // namespace

BrokerStage::BrokerStage(std::size_t subscribers) : broker_(server::Settings()) {
  open(publisher);
  for (std::size_t i = 0; i < subscribers; ++i) {
    const server::ConnectionId subscriber = publisher + 1 + i;
    open(subscriber);
    receive(subscriber, "SUBSCRIBE\nid:sub-0\ndestination:/topic/prices.eu\n\n\0"sv);
  }
}

std::size_t BrokerStage::publish(std::string_view frame) { return receive(publisher, frame); }

void BrokerStage::open(server::ConnectionId connection) {
  broker_.handle_opened(connection, server::Link::web_socket, now_);
  receive(connection, "CONNECT\naccept-version:1.2\nhost:/\nheart-beat:0,0\n\n\0"sv);
}

std::size_t BrokerStage::receive(server::ConnectionId connection, std::string_view frame) {
  now_ += 1;
  broker_.handle_bytes(connection, frame, true, now_);
  std::size_t frames = 0;
  while (const auto output = broker_.poll_output()) {
    const auto* const transmit = std::get_if<server::Transmit>(&*output);
    if (transmit == nullptr) continue;
    const std::size_t octets = transmit->size();
    sent_octets_ += octets;
    frames += 1;
    broker_.handle_sent(transmit->connection, octets, now_);
  }
  return frames;
}

}  // namespace hoofbeat::bench
