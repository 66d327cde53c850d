#include <hoofbeat/sockjs/frame_stream.hpp>

#include <algorithm>

#include "emptied.hpp"

namespace hoofbeat::sockjs {
namespace {

bool is_prelude(std::string_view line) { return line.starts_with("hh"); }

}  // namespace

void FrameStream::reset() {
  empty_out(partial_);  // an assignment would keep its memory
  *this = FrameStream(max_frame_bytes_);
}

std::optional<std::string_view> FrameStream::next() {
  while (const auto line = next_line())
    if (!line->empty() && !is_prelude(*line)) return line;
  return std::nullopt;
}

std::optional<std::string_view> FrameStream::next_line() {
  if (partial_done_) {
    empty_out(partial_);
    partial_done_ = false;
  }
  if (overflowed_) return std::nullopt;
  const std::size_t end = input_.find('\n');
  const std::string_view line = shortened(input_.substr(0, end));
  if (line.size() > max_frame_bytes_ - partial_.size()) {
    overflowed_ = true;
    empty_out(partial_);
    return std::nullopt;
  }
  if (end == std::string_view::npos) return rest(line);
  input_.remove_prefix(end + 1);
  if (partial_.empty()) return line;
  partial_done_ = true;
  return partial_.append(line);
}

// What is needed of a line's next piece: of a prelude, however long it is, that it is one.
std::string_view FrameStream::shortened(std::string_view piece) const {
  constexpr std::size_t enough = 2;
  const std::size_t known = std::min(partial_.size(), enough);
  std::string start = partial_.substr(0, known);
  start += piece.substr(0, enough - known);
  return is_prelude(start) ? piece.substr(0, enough - known) : piece;
}

std::optional<std::string_view> FrameStream::rest(std::string_view piece) {
  partial_.append(piece);
  input_ = {};
  if (!finished_ || partial_.empty()) return std::nullopt;
  partial_done_ = true;
  return partial_;
}

}  // namespace hoofbeat::sockjs
