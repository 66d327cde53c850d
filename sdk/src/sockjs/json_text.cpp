#include <hoofbeat/sockjs/json_text.hpp>

#include <cstddef>

#include "plain_prefix.hpp"

namespace hoofbeat::sockjs {
namespace {

constexpr unsigned replacement = 0xFFFD;

struct Decoded {
  unsigned code_point;
  std::size_t length;
};

// What the second octet may be behind this lead (Unicode, table 3-7), but for surrogates.
bool is_second(unsigned lead, unsigned octet) {
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
  return octet >= low && octet <= high;
}

// The code point at the front, which is not ASCII.
Decoded decode(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = at(0);
  if (lead < 0xC2 || lead > 0xF4) return {replacement, 1};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned code_point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned octet = at(i);
    if (i == 1 ? !is_second(lead, octet) : octet >> 6U != 2) return {replacement, i};
    // Where a surrogate is not complete, no part of it is the beginning of anything.
    if (i == 1 && lead == 0xED && octet >= 0xA0 && at(2) >> 6U != 2) return {replacement, 1};
    code_point = code_point << 6U | (octet & 0x3FU);
  }
  return {code_point, length};
}

bool is_escaped(unsigned code_point) {
  const auto within = [&](unsigned low, unsigned high) { return code_point >= low && code_point <= high; };
  return code_point >= 0xFFF0 || within(0x200C, 0x200F) || within(0x2028, 0x202F) || within(0x2060, 0x206F) ||
         within(0xD800, 0xDFFF);
}

void append_unit(std::string& out, unsigned unit) {
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += "0123456789abcdef"[unit >> shift & 15U];
}

void append_escaped(std::string& out, unsigned code_point) {
  if (code_point < 0x10000) return append_unit(out, code_point);
  append_unit(out, 0xD7C0 + (code_point >> 10U));
  append_unit(out, 0xDC00 + (code_point & 0x3FFU));
}

void append_escaped_ascii(std::string& out, char octet) {
  const auto short_form = [&](char letter) { (out += '\\') += letter; };
  switch (octet) {
    case '"':
    case '\\': return short_form(octet);
    case '\b': return short_form('b');
    case '\t': return short_form('t');
    case '\n': return short_form('n');
    case '\f': return short_form('f');
    case '\r': return short_form('r');
    default: return append_unit(out, static_cast<unsigned char>(octet));
  }
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t run = 0;  // begins here: octets that go out as they came
  for (std::size_t i = 0; i < text.size();) {
    i += plain_prefix(text.substr(i), 0x80);
    if (i == text.size()) break;
    const bool is_ascii = static_cast<unsigned char>(text[i]) < 0x80;
    const Decoded decoded = is_ascii ? Decoded{0, 1} : decode(text.substr(i));
    if (is_ascii || is_escaped(decoded.code_point)) {
      out.append(text, run, i - run);
      if (is_ascii)
        append_escaped_ascii(out, text[i]);
      else
        append_escaped(out, decoded.code_point);
      run = i + decoded.length;
    }
    i += decoded.length;
  }
  out.append(text, run);
  out += '"';
}

}  // namespace hoofbeat::sockjs
