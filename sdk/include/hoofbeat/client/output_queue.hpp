#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/client/output.hpp>

namespace hoofbeat::client {

/// What waits to be polled, in order. Headers and texts lie in two pools that are emptied with the queue, so that
/// nothing is allocated for an output once the pools have grown to their size.
class OutputQueue {
 public:
  void push(const Output& output);

  /// An event with a frame, whose list of headers is copied.
  template <class Event>
  void push_frame(Event event) {
    push_with_headers(event, event.frame.headers);
  }

  /// To write a head to, and then to push it as all that was written behind `first`.
  std::string& text() { return text_; }
  void push_transmit(TransportId transport, std::size_t first, BodyRef body);
  void push_receipt_lost(Token token, std::string_view id, ErrorCode why);

  /// None: the queue is empty, and its pools are given up.
  std::optional<Output> poll();
  bool empty() const { return next_ == entries_.size(); }

 private:
  struct Entry {
    Output output;
    std::size_t first;  // in the pool that belongs to the output
    std::size_t count;
  };

  void push_with_headers(const Output& output, stomp::Headers headers);

  std::vector<Entry> entries_;
  std::size_t next_ = 0;
  std::vector<stomp::Header> headers_;
  std::string text_;
};

}  // namespace hoofbeat::client
