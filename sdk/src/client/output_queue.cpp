#include <hoofbeat/client/output_queue.hpp>

#include <hoofbeat/visit.hpp>

namespace hoofbeat::client {

void OutputQueue::add(const Output& output, std::size_t first, std::size_t count) {
  entries_.push_back({output, first, count});
}

const Output* OutputQueue::poll() {
  if (empty()) {
    entries_.clear();
    headers_.clear();
    text_.clear();
    next_ = 0;
    return nullptr;
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
  return &entry.output;
}

}  // namespace hoofbeat::client
