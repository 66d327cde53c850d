#include <hoofbeat/sockjs/frame_stream.hpp>

namespace hoofbeat::sockjs {
namespace {

bool is_prelude(std::string_view line) { return line.starts_with("hh"); }

}  // namespace

void FrameStream::reset() { *this = FrameStream(max_frame_bytes_); }

std::optional<std::string_view> FrameStream::next() {
  while (const auto line = next_line())
    if (!line->empty() && !is_prelude(*line)) return line;
  return std::nullopt;
}

std::optional<std::string_view> FrameStream::next_line() {
  if (partial_done_) {
    partial_.clear();
    partial_done_ = false;
  }
  if (overflowed_) return std::nullopt;
  const std::size_t end = input_.find('\n');
  const std::string_view line = input_.substr(0, end);
  if (line.size() > max_frame_bytes_ - partial_.size()) {
    overflowed_ = true;
    partial_ = {};
    return std::nullopt;
  }
  if (end == std::string_view::npos) return rest();
  input_.remove_prefix(end + 1);
  if (partial_.empty()) return line;
  partial_done_ = true;
  return partial_.append(line);
}

std::optional<std::string_view> FrameStream::rest() {
  partial_.append(input_);
  input_ = {};
  if (!finished_ || partial_.empty()) return std::nullopt;
  partial_done_ = true;
  return partial_;
}

}  // namespace hoofbeat::sockjs
