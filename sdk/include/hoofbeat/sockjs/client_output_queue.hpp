#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <hoofbeat/sockjs/client_output.hpp>
#include <hoofbeat/sockjs/message_list.hpp>

namespace hoofbeat::sockjs {

/// What waits to be polled, in order. Texts lie in pools that are emptied with the queue.
class ClientOutputQueue {
 public:
  void push(ClientOutput output) { entries_.push_back({std::move(output), {}, {}}); }
  void push_open(ExchangeId exchange, ExchangeKind kind, std::string_view url, std::string_view body);
  void push_text(ExchangeId exchange, std::string_view text);
  void push_closed(Closed closed);
  void push_messages(MessageList messages);

  /// None: the queue is empty, and its pools are given up.
  std::optional<ClientOutput> poll();
  bool empty() const { return next_ == entries_.size(); }

 private:
  /// A part of `text_`, or of one of `lists_`.
  struct Part {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  struct Entry {
    ClientOutput output;
    Part first;
    Part second;
  };

  Part keep(std::string_view text);
  std::string_view text_of(Part part) const { return std::string_view(text_).substr(part.first, part.count); }

  std::vector<Entry> entries_;
  std::size_t next_ = 0;
  std::string text_;
  std::vector<MessageList> lists_;
};

}  // namespace hoofbeat::sockjs
