#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hoofbeat::sockjs {

/// Messages in order, all in one piece of memory. Text is UTF-8; half a pair of surrogates, which JSON can spell
/// and UTF-8 cannot, is kept as the three octets that UTF-8's scheme would give it (WTF-8).
class MessageList {
 public:
  std::size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  /// Of all together.
  std::size_t octets() const { return text_.size(); }
  std::string_view operator[](std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }

  /// Appends those of another list.
  void append(const MessageList& more) {
    for (const std::size_t end : more.ends_) ends_.push_back(text_.size() + end);
    text_ += more.text_;
  }

  /// To write a message to; `end_message` makes one of all that was written since the last.
  std::string& text() { return text_; }
  void end_message() { ends_.push_back(text_.size()); }

 private:
  std::string text_;
  std::vector<std::size_t> ends_;
};

}  // namespace hoofbeat::sockjs
