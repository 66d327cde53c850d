#include "echo_client.hpp"

#include <array>
#include <utility>
#include <variant>

#include "overloaded.hpp"

namespace hoofbeat::sim {

void EchoClient::open_page() {
  page_ = std::make_unique<Page>(network_.next_page(), options_, chance_.seed());
  page_->session.open(schedule_.now());
  last_text_ = 0;
}

void EchoClient::drain() {
  if (!page_) return;
  while (const auto output = page_->session.poll_output()) handle(*output);
  if (page_->is_released) leave_page();
}

void EchoClient::leave_page() {
  network_.forget(*page_);
  page_.reset();
  schedule_.in(chance_.between(50, 500), [this] { open_page(); });
}

void EchoClient::handle(const sockjs::ClientOutput& output) {
  const std::uint32_t number = page_->number;
  if (page_->is_released) ledger_.violated(number, "an output behind the last");
  std::visit(test::Overloaded{
                 [&](const sockjs::OpenExchange& it) { network_.open(*page_, it); },
                 [&](const sockjs::SendText& it) { network_.send(*page_, it); },
                 [&](const sockjs::EndExchange& it) { network_.end(*page_, it.exchange); },
                 [&](const sockjs::Released&) {
                   ledger_.released(number, network_.has_exchanges(*page_));
                   page_->is_released = true;
                 },
                 [&](const sockjs::Opened&) {
                   ledger_.opened(number);
                   is_open_ = true;
                   act_later();
                 },
                 [&](const sockjs::MessageReceived& it) { ledger_.echoed(number, it.text); },
                 [&](const sockjs::Closed& it) {
                   ledger_.closed(number, it);
                   is_open_ = false;
                   if (it.why && condition_of(*it.why) == Condition::protocol)
                     ledger_.violated(number, "the client found a violation: " + std::string(name_of(*it.why)));
                 },
                 [](const auto&) {},
             },
             output);
}

void EchoClient::act_later() {
  schedule_.in(chance_.between(5, 400), [this, number = page_->number] {
    if (!is_open_ || is_quiet_ || page_->number != number) return;
    act();
    if (is_open_) act_later();
  });
}

void EchoClient::act() {
  if (chance_.one_in(60)) {
    ledger_.hidden(page_->number);
    page_->session.hide_page();
  } else if (chance_.one_in(40)) {
    (void)page_->session.close(0, "", schedule_.now());
  } else {
    send_some();
  }
}

void EchoClient::send_some() {
  const std::size_t count = 1 + chance_.below(6);
  for (std::size_t i = 0; i < count; ++i) {
    std::string text = next_text();
    ledger_.sent(page_->number, text);
    if (!page_->session.send(text, schedule_.now())) ledger_.violated(page_->number, "send refused");
  }
}

// Now and then long enough to end a streamed response, with all that has to be escaped.
std::string EchoClient::next_text() {
  static const std::array<std::string, 6> parts = {"x",  "\"\\",         "100%25 %",
                                                   "\n", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
  std::string text = std::to_string(++last_text_) + ' ';
  const std::string& part = parts[chance_.below(parts.size())];
  const std::size_t times = chance_.one_in(8) ? 200 + chance_.below(1500) : chance_.below(6);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

std::optional<Time> EchoClient::poll_timeout() const {
  const auto due = page_ ? page_->session.poll_timeout() : std::nullopt;
  return due ? std::optional(due->at) : std::nullopt;
}

void EchoClient::handle_timeout(Time now) {
  if (page_) page_->session.handle_timeout(now);
}

void EchoClient::settle() {
  if (is_open_) ledger_.settle(page_->number);
}

}  // namespace hoofbeat::sim
