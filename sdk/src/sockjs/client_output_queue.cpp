#include <hoofbeat/sockjs/client_output_queue.hpp>

#include "emptied.hpp"

namespace hoofbeat::sockjs {
namespace {

// Copying more takes longer than it saves.
constexpr std::size_t joined_octets = 4096;

}  // namespace

void ClientOutputQueue::push_open(ExchangeId exchange, ExchangeKind kind, std::string_view url,
                                  std::string_view body) {
  const Part kept_url = keep(url);
  entries_.push_back({OpenExchange{exchange, kind, {}, {}}, kept_url, keep(body)});
}

void ClientOutputQueue::push_text(ExchangeId exchange, std::string_view text) {
  entries_.push_back({SendText{exchange, {}}, keep(text), {}});
}

void ClientOutputQueue::push_closed(Closed closed) {
  const Part reason = keep(closed.reason);
  closed.reason = {};
  entries_.push_back({closed, reason, {}});
}

// Short messages of several frames are put side by side: who reads them decodes them in one go. What was polled
// may be looked at still, and stays where it is.
void ClientOutputQueue::push_messages(MessageList messages) {
  const std::size_t count = messages.size();
  const bool joins = next_ == 0 && !lists_.empty() && messages.octets() <= joined_octets;
  const std::size_t first = joins ? lists_.back().size() : 0;
  if (joins)
    lists_.back().append(messages);
  else
    lists_.push_back(std::move(messages));
  const std::size_t list = lists_.size() - 1;
  for (std::size_t i = first; i < first + count; ++i) entries_.push_back({MessageReceived{}, {list, i}, {}});
}

std::optional<ClientOutput> ClientOutputQueue::poll() {
  if (empty()) {
    empty_out(entries_);
    next_ = 0;
    empty_out(text_);
    empty_out(lists_);
    return std::nullopt;
  }
  const Entry& entry = entries_[next_++];
  ClientOutput output = entry.output;
  if (auto* const open = std::get_if<OpenExchange>(&output)) {
    open->url = text_of(entry.first);
    open->body = text_of(entry.second);
  } else if (auto* const send = std::get_if<SendText>(&output)) {
    send->text = text_of(entry.first);
  } else if (auto* const closed = std::get_if<Closed>(&output)) {
    closed->reason = text_of(entry.first);
  } else if (auto* const message = std::get_if<MessageReceived>(&output)) {
    message->text = lists_[entry.first.first][entry.first.count];
  }
  return output;
}

ClientOutputQueue::Part ClientOutputQueue::keep(std::string_view text) {
  const Part part{text_.size(), text.size()};
  text_ += text;
  return part;
}

}  // namespace hoofbeat::sockjs
