#include <hoofbeat/client/output_queue.hpp>

#include <type_traits>

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
  // The pools may have moved since the output was pushed.
  std::visit(
      [&](auto& output) {
        using Kind = std::decay_t<decltype(output)>;
        if constexpr (requires { output.frame; }) {
          output.frame.headers = stomp::Headers(headers_).subspan(entry.first, entry.count);
        } else if constexpr (std::is_same_v<Kind, Transmit>) {
          output.head = std::string_view(text_).substr(entry.first, entry.count);
        } else if constexpr (std::is_same_v<Kind, ReceiptLost>) {
          output.id = std::string_view(text_).substr(entry.first, entry.count);
        }
      },
      entry.output);
  return &entry.output;
}

}  // namespace hoofbeat::client
