#include "sockjs_carrier.hpp"

#include <variant>
#include <vector>

#include "overloaded.hpp"

namespace hoofbeat::sim {

void SockJsCarrier::open(client::TransportId transport) {
  auto page = std::make_unique<Page>(network_.next_page(), options_, chance_.seed());
  page->session.open(schedule_.now());
  pages_.emplace(transport, std::move(page));
}

void SockJsCarrier::send(client::TransportId transport, std::string_view text) {
  const auto found = pages_.find(transport);
  if (found != pages_.end()) (void)found->second->session.send(text, schedule_.now());
}

void SockJsCarrier::close(client::TransportId transport) {
  const auto found = pages_.find(transport);
  if (found != pages_.end()) (void)found->second->session.close(0, "", schedule_.now());
}

// One page's events may lead to outputs of another, the next connection's.
void SockJsCarrier::drain() {
  std::vector<client::TransportId> transports;
  for (const auto& [transport, page] : pages_) transports.push_back(transport);
  for (const auto transport : transports) drain(transport, *pages_.at(transport));
  for (const auto transport : transports)
    if (pages_.at(transport)->is_released) {
      network_.forget(*pages_.at(transport));
      pages_.erase(transport);
    }
}

void SockJsCarrier::drain(client::TransportId transport, Page& page) {
  while (const auto output = page.session.poll_output()) handle(transport, page, *output);
}

void SockJsCarrier::handle(client::TransportId transport, Page& page, const sockjs::ClientOutput& output) {
  const Time now = schedule_.now();
  std::visit(test::Overloaded{
                 [&](const sockjs::OpenExchange& it) { network_.open(page, it); },
                 [&](const sockjs::SendText& it) { network_.send(page, it); },
                 [&](const sockjs::EndExchange& it) { network_.end(page, it.exchange); },
                 [&](const sockjs::Released&) { page.is_released = true; },
                 [&](const sockjs::Opened&) { stomp_.handle_transport_opened(transport, now); },
                 [&](const sockjs::MessageReceived& it) {
                   // The STOMP session answers while it is drained, and the view is gone then.
                   const std::string text(it.text);
                   stomp_.handle_bytes(transport, text, true, now);
                   drain_();
                 },
                 [&](const sockjs::Closed&) { stomp_.handle_transport_closed(transport, now); },
                 [](const auto&) {},
             },
             output);
  drain_();
}

std::optional<Time> SockJsCarrier::poll_timeout() const {
  std::optional<Time> first;
  for (const auto& [transport, page] : pages_)
    if (const auto due = page->session.poll_timeout()) first = earlier(first, due->at);
  return first;
}

void SockJsCarrier::handle_timeout(Time now) {
  for (auto& [transport, page] : pages_) page->session.handle_timeout(now);
}

}  // namespace hoofbeat::sim
