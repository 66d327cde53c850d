#include <hoofbeat/client/output_queue.hpp>

#include <hoofbeat/visit.hpp>

namespace hoofbeat::client {

void OutputQueue::push(const Output& output) { entries_.push_back({output, 0, 0}); }

void OutputQueue::push_with_headers(const Output& output, stomp::Headers headers) {
  entries_.push_back({output, headers_.size(), headers.size()});
  for (const stomp::Header& header : headers) headers_.push_back(header);
}

void OutputQueue::push_transmit(TransportId transport, std::size_t first, BodyRef body) {
  entries_.push_back({Transmit{transport, {}, body}, first, text_.size() - first});
}

void OutputQueue::push_receipt_lost(Token token, std::string_view id, ErrorCode why) {
  entries_.push_back({ReceiptLost{token, {}, why}, text_.size(), id.size()});
  text_ += id;
}

std::optional<Output> OutputQueue::poll() {
  if (empty()) {
    entries_.clear();
    headers_.clear();
    text_.clear();
    next_ = 0;
    return std::nullopt;
  }
  Entry& entry = entries_[next_++];
  stomp::FrameView* frame = nullptr;
  std::string_view* text = nullptr;
  visit_inline(
      [&](auto& output) {
        if constexpr (requires { output.frame; }) frame = &output.frame;
        if constexpr (requires { output.head; }) text = &output.head;
        if constexpr (requires { output.id; }) text = &output.id;
      },
      entry.output);
  // The pools may have moved since the output was pushed.
  if (frame != nullptr) frame->headers = stomp::Headers(headers_).subspan(entry.first, entry.count);
  if (text != nullptr) *text = std::string_view(text_).substr(entry.first, entry.count);
  return entry.output;
}

}  // namespace hoofbeat::client
