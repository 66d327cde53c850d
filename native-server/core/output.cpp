#include "core/output.hpp"

namespace hoofbeat::server {

std::array<std::string_view, 3> Transmit::parts() const {
  if (!message) return {*head, {}, {}};
  return {*head, message->headers(version), message->body_and_nul()};
}

std::size_t Transmit::size() const {
  std::size_t size = 0;
  for (const std::string_view part : parts()) size += part.size();
  return size;
}

std::string octets_of(const Transmit& transmit) {
  std::string octets;
  octets.reserve(transmit.size());
  for (const std::string_view part : transmit.parts()) octets += part;
  return octets;
}

Transmit transmit_of(ConnectionId connection, std::string octets, bool text) {
  return {connection, std::make_shared<const std::string>(std::move(octets)), nullptr, stomp::Version::none, text};
}

std::optional<Output> Outbox::poll() {
  if (waiting_.empty()) return std::nullopt;
  Output output = std::move(waiting_.front());
  waiting_.pop_front();
  return output;
}

}  // namespace hoofbeat::server
