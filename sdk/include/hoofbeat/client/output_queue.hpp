#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/client/output.hpp>

namespace hoofbeat::client {

/// What waits to be polled, in order. Headers and texts lie in two pools that are emptied with the queue, so that
/// nothing is allocated for an output once the pools have grown to their size.
class OutputQueue {
 public:
  void push(const Output& output) { add(output, 0, 0); }

  /// An event with a frame, whose list of headers is copied.
  template <class Event>
  void push_frame(const Event& event) {
    const stomp::Headers headers = event.frame.headers;
    const std::size_t first = headers_.size();
    headers_.insert(headers_.end(), headers.begin(), headers.end());
    add(event, first, headers.size());
  }

  /// To write a head to, and then to push it as all that was written behind `first`.
  std::string& text() { return text_; }
  void push_transmit(TransportId transport, std::size_t first, BodyRef body) {
    add(Transmit{transport, {}, body}, first, text_.size() - first);
  }
  void push_receipt_lost(Token token, std::string_view id, ErrorCode why) {
    add(ReceiptLost{token, {}, why}, text_.size(), id.size());
    text_ += id;
  }

  /// Where it lies, until the next push. Null: the queue is empty, and its pools are given up.
  const Output* poll();
  bool empty() const { return next_ == entries_.size(); }

 private:
  struct Entry {
    Output output;
    std::size_t first;  // in the pool that belongs to the output
    std::size_t count;
  };

  void add(const Output& output, std::size_t first, std::size_t count);

  std::vector<Entry> entries_;
  std::size_t next_ = 0;
  std::vector<stomp::Header> headers_;
  std::string text_;
};

}  // namespace hoofbeat::client
