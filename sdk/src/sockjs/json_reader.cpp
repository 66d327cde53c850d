#include <hoofbeat/sockjs/json_reader.hpp>

#include <hoofbeat/utf8.hpp>

#include "plain_prefix.hpp"

namespace hoofbeat::sockjs {
namespace {

bool is_digit(char octet) { return octet >= '0' && octet <= '9'; }

unsigned hex_digit(char octet) {
  if (is_digit(octet)) return static_cast<unsigned>(octet - '0');
  const char lower = static_cast<char>(octet | 0x20);
  return lower >= 'a' && lower <= 'f' ? static_cast<unsigned>(lower - 'a' + 10) : 16;
}

// 0 where the letter is none of an escape; \u is not among them.
char escaped_octet(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
  }
}

// Surrogates too: WTF-8.
void append_code_point(std::string& out, unsigned code_point) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | (code_point >> shift & 0x3FU)); };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += {static_cast<char>(0xC0U | code_point >> 6U), tail(0)};
  } else if (code_point < 0x10000) {
    out += {static_cast<char>(0xE0U | code_point >> 12U), tail(6), tail(0)};
  } else {
    out += {static_cast<char>(0xF0U | code_point >> 18U), tail(12), tail(6), tail(0)};
  }
}

}  // namespace

bool JsonReader::fail() {
  failed_ = true;
  return false;
}

bool JsonReader::take(char octet) {
  if (failed_ || offset_ == text_.size() || text_[offset_] != octet) return fail();
  ++offset_;
  return true;
}

bool JsonReader::take(std::string_view literal) {
  for (const char octet : literal)
    if (!take(octet)) return false;
  return true;
}

void JsonReader::skip_white_space() {
  while (offset_ < text_.size()) {
    const char octet = text_[offset_];
    if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') return;
    ++offset_;
  }
}

JsonType JsonReader::next_type() {
  if (failed_) return JsonType::none;
  skip_white_space();
  switch (const char first = peek()) {
    case '"': return JsonType::string;
    case '[': return JsonType::array;
    case '{': return JsonType::object;
    case 'n': return JsonType::null;
    case 't':
    case 'f': return JsonType::boolean;
    default: return first == '-' || is_digit(first) ? JsonType::number : JsonType::none;
  }
}

bool JsonReader::open(char bracket, bool is_object) {
  if (!failed_) skip_white_space();
  if (depth_ == max_depth) return fail();
  if (!take(bracket)) return false;
  const std::uint64_t level = std::uint64_t{1} << depth_;
  objects_ = is_object ? objects_ | level : objects_ & ~level;
  ++depth_;
  is_first_ = true;
  return true;
}

// The comma in front of what comes next, or the bracket that ends the array or object.
bool JsonReader::next(char bracket) {
  if (failed_) return false;
  if (depth_ == 0) return fail();
  skip_white_space();
  if (peek() == bracket) {
    ++offset_;
    --depth_;
    is_first_ = false;
    return false;
  }
  if (!is_first_) return take(',');
  is_first_ = false;
  return true;
}

bool JsonReader::next_element() { return next(']'); }

bool JsonReader::next_member(std::string& name) {
  if (!next('}')) return false;
  name.clear();
  return member_name(&name);
}

bool JsonReader::member_name(std::string* name) {
  if (!string(name)) return false;
  skip_white_space();
  return take(':');
}

bool JsonReader::skip_value(std::string_view& text) {
  if (!failed_) skip_white_space();
  const std::size_t begin = offset_;
  const unsigned outside = depth_;
  scalar_or_open();
  while (!failed_ && depth_ > outside) {
    const bool goes_on = is_in_object() ? next('}') && member_name(nullptr) : next(']');
    if (goes_on) scalar_or_open();
  }
  if (failed_) return false;
  text = text_.substr(begin, offset_ - begin);
  return true;
}

bool JsonReader::scalar_or_open() {
  switch (next_type()) {
    case JsonType::string: return string(nullptr);
    case JsonType::array: return open_array();
    case JsonType::object: return open_object();
    case JsonType::number: return number();
    case JsonType::null: return take("null");
    case JsonType::boolean: return take(peek() == 't' ? "true" : "false");
    case JsonType::none: break;
  }
  return fail();
}

bool JsonReader::string(std::string* out) {
  if (!failed_) skip_white_space();
  if (!take('"')) return false;
  while (true) {
    // Runs end at ASCII, so that no sequence of UTF-8 is cut.
    const std::string_view run = text_.substr(offset_, plain_prefix(text_.substr(offset_)));
    if (!is_utf8(run)) return fail();
    if (out != nullptr) out->append(run);
    offset_ += run.size();
    if (peek() != '\\') return take('"');
    if (!escape(out)) return false;
  }
}

bool JsonReader::escape(std::string* out) {
  ++offset_;  // the backslash
  if (const char octet = escaped_octet(peek()); octet != '\0') {
    ++offset_;
    if (out != nullptr) *out += octet;
    return true;
  }
  unsigned first = 0;
  if (!take('u') || !code_unit(first)) return false;
  unsigned code_point = first;
  if (first >> 10U == 0x36 && text_.substr(offset_, 2) == "\\u") {
    const std::size_t behind_first = offset_;
    offset_ += 2;
    unsigned second = 0;
    if (!code_unit(second)) return false;
    if (second >> 10U == 0x37)
      code_point = 0x10000 + ((first & 0x3FFU) << 10U | (second & 0x3FFU));
    else
      offset_ = behind_first;  // no pair: the second may be the first of the next
  }
  if (out != nullptr) append_code_point(*out, code_point);
  return true;
}

bool JsonReader::code_unit(unsigned& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i) {
    const unsigned digit = hex_digit(peek());
    if (digit > 15) return fail();
    unit = unit << 4U | digit;
    ++offset_;
  }
  return true;
}

bool JsonReader::number() {
  if (peek() == '-') ++offset_;
  // A zero in front stands alone.
  if (peek() == '0')
    ++offset_;
  else if (!digits())
    return false;
  if (peek() == '.') {
    ++offset_;
    if (!digits()) return false;
  }
  if (peek() != 'e' && peek() != 'E') return true;
  ++offset_;
  if (peek() == '+' || peek() == '-') ++offset_;
  return digits();
}

bool JsonReader::digits() {
  if (!is_digit(peek())) return fail();
  while (is_digit(peek())) ++offset_;
  return true;
}

bool JsonReader::finish() {
  if (failed_) return false;
  skip_white_space();
  return (depth_ == 0 && offset_ == text_.size()) || fail();
}

}  // namespace hoofbeat::sockjs
