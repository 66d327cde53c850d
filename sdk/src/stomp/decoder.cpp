#include <hoofbeat/stomp/decoder.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include <hoofbeat/stomp/decimal.hpp>
#include <hoofbeat/stomp/white_space.hpp>
#include <hoofbeat/utf8.hpp>

// The hot path, one MESSAGE in one piece, reads its head once octet by octet, steps over the body by
// content-length and copies nothing.

namespace hoofbeat::stomp {
namespace {

// A command is printable ASCII without space and colon: anything else is not STOMP, and is told at once
// instead of after a line that may never end.
bool is_command_octet(char octet) { return octet > ' ' && octet < '\x7F' && octet != ':'; }

// Kept for the next frame that comes in pieces; more is given back.
constexpr std::size_t recycled_capacity = 64U << 10U;

// Eight octets at a time. Each of these marks octets by their highest bit. The lowest mark is right, those above
// it may not be.
constexpr std::uint64_t ones = 0x0101010101010101U;
constexpr std::uint64_t high_bits = 0x8080808080808080U;

std::uint64_t zeros(std::uint64_t octets) { return (octets - ones) & ~octets & high_bits; }
std::uint64_t equal(std::uint64_t octets, char octet) {
  return zeros(octets ^ ones * static_cast<unsigned char>(octet));
}
/// All but printable ASCII, CR and the like; and backslash.
std::uint64_t unplain(std::uint64_t octets) {
  const std::uint64_t up_to_lf = (octets - ones * ('\n' + 1)) & ~octets & high_bits;
  return up_to_lf | (octets & high_bits) | equal(octets, '\\');
}

/// The first octet that is marked; the end where there is none, or fewer than eight octets are left to look at.
template <class Mark>
const char* find_marked(const char* at, const char* end, Mark mark) {
  for (; end - at >= 8; at += 8) {
    std::uint64_t octets;
    std::memcpy(&octets, at, sizeof octets);
    if (const std::uint64_t marks = mark(octets)) return at + std::countr_zero(marks) / 8;
  }
  return end;
}

struct LineEnd {
  const char* at;  // the LF or NUL that ends the line; else the end of what was looked at
  bool is_plain;   // true: no octet of the line is a backslash or beyond ASCII
};

// Eight octets a step. What is behind the line's end in the last step may make it look less plain than it is.
LineEnd find_line_end(const char* at, const char* end) {
  std::uint64_t special = 0;
  for (; end - at >= 8; at += 8) {
    std::uint64_t octets;
    std::memcpy(&octets, at, sizeof octets);
    special |= (octets & high_bits) | equal(octets, '\\');
    if (const std::uint64_t found = equal(octets, '\n') | zeros(octets))
      return {at + std::countr_zero(found) / 8, special == 0};
  }
  for (; at < end && *at != '\n' && *at != '\0'; ++at) {
    if (*at == '\\' || static_cast<unsigned char>(*at) >= 0x80) special = 1;
  }
  return {at, special == 0};
}

}  // namespace

void Decoder::feed(std::string_view octets) {
  input_offset_ += input_.size();
  input_ = octets;
  read_ = 0;
  frame_start_ = 0;
}

Decoder::Step Decoder::next() {
  heartbeats_ = 0;
  Progress progress = Progress::advanced;
  while (progress == Progress::advanced) {
    const Phase phase = phase_;
    switch (phase) {
      case Phase::between_frames: progress = read_between_frames(); break;
      case Phase::command: progress = read_command(); break;
      case Phase::headers: progress = read_plain_headers() ? Progress::advanced : read_header_line(); break;
      case Phase::counted_body: progress = read_counted_body(); break;
      case Phase::open_body: progress = read_open_body(); break;
      case Phase::failed: return Step::error;
    }
    if (progress == Progress::body_part) return Step::body_part;
    if (phase != Phase::between_frames && phase_ == Phase::between_frames) return Step::frame;
    if (heartbeats_ > 0) return Step::heartbeat;
  }
  if (phase_ == Phase::between_frames) return Step::need_more;
  if (is_within_body() && hand_out_body()) return Step::body_part;
  save_incomplete_frame();
  return Step::need_more;
}

bool Decoder::supply_nul() {
  const bool is_whole = phase_ == Phase::counted_body && frame_length() == body_start_ + body_length_;
  if (!is_whole && phase_ != Phase::open_body) return false;
  feed(std::string_view("\0", 1));
  --input_offset_;  // it is no octet of the stream
  return true;
}

void Decoder::release() {
  if (kept_.empty()) return;
  // One assembled frame at most is worth recycling: the next one is likely as large.
  std::string& first = kept_.front();
  if (saved_.capacity() < first.capacity() && saved_.empty() && first.capacity() <= recycled_capacity) {
    first.clear();
    saved_.swap(first);
  }
  kept_.clear();
}

void Decoder::close() {
  phase_ = Phase::failed;
  parted_ = 0;
  std::string().swap(saved_);  // an assignment would keep its memory
  std::string().swap(saved_body_);
  unescaped_.clear();
  pending_headers_.clear();
}

Decoder::Progress Decoder::read_between_frames() {
  for (; read_ < input_.size(); ++read_) {
    const char octet = input_[read_];
    if (octet == '\n') {
      if (!behind_frame_) ++heartbeats_;
      after_cr_ = false;
    } else if (after_cr_) {
      fail(ErrorCode::invalid_command, input_offset_ + read_ - 1);
      return Progress::advanced;
    } else if (octet == '\r' && allows_crlf(version_)) {
      after_cr_ = true;
    } else {
      begin_frame();
      return Progress::advanced;
    }
  }
  return Progress::more_input_needed;
}

void Decoder::begin_frame() {
  phase_ = Phase::command;
  frame_start_ = read_;
  frame_offset_ = input_offset_ + read_;
  earlier_ = 0;
  line_start_ = 0;
  has_content_length_ = false;
  pending_headers_.clear();
}

Decoder::Progress Decoder::read_command() {
  // By far the most frequent.
  constexpr std::string_view message = "MESSAGE\n";
  if (frame_length() == 0 && input_.substr(read_, message.size()) == message && frame_room() >= message.size() &&
      limits_.max_line_bytes >= message.size()) {
    frame_.command = Command::MESSAGE;
    frame_.command_text = message.substr(0, message.size() - 1);
    line_start_ = message.size();
    read_ += message.size();
    phase_ = Phase::headers;
    return Progress::advanced;
  }
  for (; read_ < input_.size(); ++read_) {
    const char octet = input_[read_];
    const std::size_t length = frame_length();
    if (frame_room() == 0) {
      fail_in_frame(ErrorCode::frame_too_large, length);
    } else if (octet == '\n') {
      ++read_;
      finish_command(length);
    } else if (after_cr_) {
      fail_in_frame(ErrorCode::invalid_command, length - 1);
    } else if (octet == '\r' && allows_crlf(version_)) {
      after_cr_ = true;
      continue;
    } else if (length >= limits_.max_line_bytes) {
      fail_in_frame(ErrorCode::line_too_long, length);
    } else if (octet == '\0') {
      fail_in_frame(ErrorCode::nul_in_header, length);
    } else if (!is_command_octet(octet)) {
      fail_in_frame(ErrorCode::invalid_command, length);
    } else {
      continue;
    }
    return Progress::advanced;
  }
  return Progress::more_input_needed;
}

void Decoder::finish_command(std::size_t length) {
  const std::string_view command = line_of(length + 1).substr(0, length - (after_cr_ ? 1 : 0));
  frame_.command = parse_command(command);
  frame_.command_text = command;  // placed anew when the frame is complete
  after_cr_ = false;
  line_start_ = length + 1;
  phase_ = Phase::headers;
}

// Lines as nearly all are: whole in the input, plain, and within the limits. What comes of any other is found out
// by read_header_line. True: the head is complete.
bool Decoder::read_plain_headers() {
  if (frame_length() != line_start_) return false;
  const char* line = input_.data() + read_;
  const char* const end = line + std::min(input_.size() - read_, frame_room());
  const auto ends_name = [](std::uint64_t octets) { return unplain(octets) | equal(octets, ':'); };
  while (true) {
    const char* const colon = find_marked(line, end, ends_name);
    if (colon == end) return false;
    if (colon == line && *line == '\n') {
      ++read_;
      finish_head();
      return true;
    }
    if (colon == line || *colon != ':') return false;
    const char* const eol = find_marked(colon + 1, end, unplain);
    if (eol == end || *eol != '\n' || eol[-1] == '\r') return false;
    const auto length = static_cast<std::size_t>(eol - line);
    if (length > limits_.max_line_bytes || pending_headers_.size() == limits_.max_headers) return false;
    add_header(std::string_view(line, length), static_cast<std::size_t>(colon - line), nullptr, nullptr);
    read_ += length + 1;
    line_start_ += length + 1;
    line = eol + 1;
  }
}

Decoder::Progress Decoder::read_header_line() {
  const std::size_t within_limit = std::min(input_.size() - read_, frame_room());
  const char* const begin = input_.data() + read_;
  const char* const end = begin + within_limit;
  const bool from_its_start = frame_length() == line_start_;
  const auto [at, is_plain] = find_line_end(begin, end);
  read_ += static_cast<std::size_t>(at - begin);

  if (line_exceeds_limit()) return Progress::advanced;
  if (at == end) {
    if (frame_room() > 0) return Progress::more_input_needed;
    if (read_ == input_.size()) return Progress::more_input_needed;
    fail_in_frame(ErrorCode::frame_too_large, frame_length());
    return Progress::advanced;
  }
  if (*at == '\0') {
    fail_in_frame(ErrorCode::nul_in_header, frame_length());
    return Progress::advanced;
  }

  const std::size_t length = frame_length() - line_start_;
  ++read_;
  const std::size_t length_without_eol = line_length_without_eol(length);  // before line_of moves the octets
  const std::string_view line = line_of(length + 1).substr(0, length_without_eol);
  if (line.empty()) {
    finish_head();
  } else {
    finish_header(line, from_its_start && is_plain);
    line_start_ = frame_length();
  }
  return Progress::advanced;
}

// The line read so far, whose last octet may turn out to be the CR of its EOL.
bool Decoder::line_exceeds_limit() {
  const std::size_t length = frame_length() - line_start_;
  if (length <= limits_.max_line_bytes) return false;
  const char last = read_ > frame_start_ ? input_[read_ - 1] : saved_.back();
  const bool at_eol = read_ == input_.size() || input_[read_] == '\n';
  if (length == limits_.max_line_bytes + 1 && last == '\r' && allows_crlf(version_) && at_eol) return false;
  fail_in_frame(ErrorCode::line_too_long, line_start_ + limits_.max_line_bytes);
  return true;
}

std::size_t Decoder::line_length_without_eol(std::size_t length) const {
  const bool ends_in_cr = length > 0 && (read_ - frame_start_ >= 2 ? input_[read_ - 2] : saved_.back()) == '\r';
  return ends_in_cr && allows_crlf(version_) ? length - 1 : length;
}

// The line just read, of `length` octets, in one stretch: its beginning may lie in an earlier piece.
std::string_view Decoder::line_of(std::size_t length) {
  if (line_start_ < saved_.size()) {
    saved_.append(input_.substr(frame_start_, read_ - frame_start_));
    earlier_ = saved_.size();
    frame_start_ = read_;
    return std::string_view(saved_).substr(line_start_, length);
  }
  return input_.substr(read_ - length, length);
}

void Decoder::finish_header(std::string_view line, bool is_plain) {
  if (const std::size_t valid = is_plain ? line.size() : utf8_prefix(line); valid < line.size())
    return fail_in_frame(ErrorCode::invalid_utf8, line_start_ + valid);
  if (pending_headers_.size() == limits_.max_headers)
    return fail_in_frame(ErrorCode::too_many_headers, line_start_);
  const std::size_t colon = std::min(line.find(':'), line.size());
  if (colon == line.size()) return fail_in_frame(ErrorCode::header_without_colon, line_start_);
  if (colon == 0) return fail_in_frame(ErrorCode::empty_header_name, line_start_);

  const std::string* name = nullptr;
  const std::string* value = nullptr;
  if (!is_plain && line.find('\\') != std::string_view::npos) {
    name = unescaped(line.substr(0, colon), line_start_);
    if (phase_ == Phase::failed) return;
    value = unescaped(line.substr(colon + 1), line_start_ + colon + 1);
    if (phase_ == Phase::failed) return;
  }
  add_header(line, colon, name, value);
}

// The line at line_start_. Null where a text stands for itself.
void Decoder::add_header(std::string_view line, std::size_t colon, const std::string* unescaped_name,
                         const std::string* unescaped_value) {
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = line.substr(colon + 1);
  const PendingHeader header{
      {line_start_, colon}, {line_start_ + colon + 1, line.size() - colon - 1}, unescaped_name, unescaped_value};
  if (!has_content_length_ && name == "content-length") {
    has_content_length_ = true;
    content_length_ = header.value;
    const auto number = parse_decimal(trimmed(value));
    body_length_ = number ? static_cast<std::size_t>(std::min<std::uint64_t>(*number, SIZE_MAX)) : 0;
    if (!number) content_length_.length = 0;
  }
  pending_headers_.push_back(header);
}

// Null where the text stands for itself.
const std::string* Decoder::unescaped(std::string_view text, std::size_t frame_offset) {
  if (text.find('\\') == std::string_view::npos) return nullptr;
  std::string out;
  out.reserve(text.size());
  if (const auto backslash = unescape(escaping_of(version_, frame_.command), text, out)) {
    fail_in_frame(ErrorCode::undefined_escape, frame_offset + *backslash);
    return nullptr;
  }
  if (out.size() == text.size()) return nullptr;
  return &unescaped_.emplace_back(std::move(out));
}

void Decoder::finish_head() {
  body_start_ = frame_length();
  if (!has_content_length_) {
    phase_ = Phase::open_body;
    return;
  }
  if (content_length_.length == 0) return fail_in_frame(ErrorCode::invalid_content_length, content_length_.offset);
  if (body_length_ > limits_.max_body_bytes)
    return fail_in_frame(ErrorCode::body_too_large, content_length_.offset);
  if (body_length_ >= frame_room()) return fail_in_frame(ErrorCode::frame_too_large, content_length_.offset);
  phase_ = Phase::counted_body;
}

Decoder::Progress Decoder::read_counted_body() {
  const std::size_t missing = body_start_ + body_length_ - frame_length();
  read_ += std::min(missing, input_.size() - read_);
  if (read_ == input_.size()) return Progress::more_input_needed;
  if (input_[read_] != '\0') {
    fail_in_frame(ErrorCode::missing_nul, frame_length());
    return Progress::advanced;
  }
  return finish_body();
}

Decoder::Progress Decoder::read_open_body() {
  const std::size_t body_room = limits_.max_body_bytes - (frame_length() - body_start_);
  // One octet beyond the body limit may still be the NUL.
  const std::size_t within_limit = body_room < frame_room() ? body_room + 1 : frame_room();
  const std::size_t available = std::min(input_.size() - read_, within_limit);
  const void* const nul = available == 0 ? nullptr : std::memchr(input_.data() + read_, '\0', available);
  if (nul == nullptr) {
    const bool body_limit_reached = available > body_room;
    read_ += body_limit_reached ? body_room : available;
    if (body_limit_reached) {
      fail_in_frame(ErrorCode::body_too_large, frame_length());
    } else if (read_ < input_.size()) {
      fail_in_frame(ErrorCode::frame_too_large, frame_length());
    } else {
      return Progress::more_input_needed;
    }
    return Progress::advanced;
  }
  read_ = static_cast<std::size_t>(static_cast<const char*>(nul) - input_.data());
  body_length_ = frame_length() - body_start_;
  return finish_body();
}

// In front of its NUL, from which there is nothing but the frame to be handed out.
Decoder::Progress Decoder::finish_body() {
  if (parted_ > 0 && hand_out_body()) return Progress::body_part;
  ++read_;
  finish_frame();
  return Progress::advanced;
}

void Decoder::finish_frame() {
  frame_.parted = std::exchange(parted_, 0);
  if (saved_.empty()) {
    frame_.octets = input_.substr(frame_start_, read_ - frame_start_);
  } else if (frame_.parted > 0) {
    frame_.octets = kept_.emplace_back(std::exchange(saved_, {}));
  } else {
    saved_.append(input_.substr(frame_start_, read_ - frame_start_));
    frame_.octets = kept_.emplace_back(std::exchange(saved_, {}));
  }
  headers_.clear();
  for (const PendingHeader& header : pending_headers_)
    headers_.push_back({view(header.name, header.unescaped_name), view(header.value, header.unescaped_value)});
  pending_headers_.clear();
  kept_.splice(kept_.end(), unescaped_);
  frame_.command_text = frame_.octets.substr(0, frame_.command_text.size());
  frame_.headers = headers_;
  frame_.offset = frame_offset_;
  frame_.body = frame_.parted > 0 ? std::string_view() : frame_.octets.substr(body_start_, body_length_);
  behind_frame_ = true;
  phase_ = Phase::between_frames;
}

std::string_view Decoder::view(Stretch stretch, const std::string* unescaped) const {
  return unescaped != nullptr ? std::string_view(*unescaped)
                              : frame_.octets.substr(stretch.offset, stretch.length);
}

// The input is about to go; what it holds of an incomplete frame is kept. Grows by doubling, and no further than
// the frame will be: to all of it where that is not much more, since to grow once more for the last octets would
// take as much again. So memory stays within little more than twice what has arrived.
void Decoder::save_incomplete_frame() {
  const std::string_view rest = input_.substr(frame_start_);
  const std::size_t needed = saved_.size() + rest.size();
  if (needed > saved_.capacity()) {
    std::size_t capacity = std::max<std::size_t>(2 * saved_.size(), needed);
    if (phase_ == Phase::counted_body) {
      const std::size_t whole = body_start_ + body_length_ + 1;
      if (capacity + capacity / 8 >= whole) capacity = std::max(needed, whole);
    }
    saved_.reserve(capacity);
  }
  saved_.append(rest);
  earlier_ += rest.size();
  frame_start_ = input_.size();
}

// Where the body is too long to be kept. What was read of it is handed out as it lies in the input, but for what
// follows octets that were kept since they were few. True: there is a part.
bool Decoder::hand_out_body() {
  const std::size_t length = frame_length() - body_start_ - parted_;
  if (parted_ == 0 && length <= limits_.max_kept_body_bytes) return false;
  std::string_view read = input_.substr(frame_start_, read_ - frame_start_);
  earlier_ += read.size();
  frame_start_ = read_;
  if (saved_.size() < body_start_) {
    const std::size_t of_head = body_start_ - saved_.size();
    saved_.append(read.substr(0, of_head));
    read.remove_prefix(of_head);
  } else if (parted_ == 0) {
    saved_body_.assign(saved_, body_start_);
    saved_.resize(body_start_);
  }
  const bool is_kept = length <= limits_.max_kept_body_bytes && read_ == input_.size();
  if (is_kept || !saved_body_.empty()) saved_body_.append(read);
  if (is_kept || length == 0) return false;
  body_part_ = saved_body_.empty() ? read : kept_.emplace_back(std::exchange(saved_body_, {}));
  parted_ += length;
  return true;
}

void Decoder::fail(ErrorCode code, std::uint64_t offset) {
  error_ = {code, offset};
  close();
}

}  // namespace hoofbeat::stomp
