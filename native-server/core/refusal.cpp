#include "core/refusal.hpp"

#include <hoofbeat/utf8.hpp>

namespace hoofbeat::server {
namespace {

// What a person who reads the ERROR needs to know besides the code's own sentence.
std::string_view advice(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_command:
      return "A frame begins with its command, printable ASCII, on a line of its own.";
    case ErrorCode::header_without_colon:
    case ErrorCode::empty_header_name:
      return "A header is written as name:value, one on each line; a blank line ends them.";
    case ErrorCode::nul_in_header:
      return "A blank line stands between the headers and the body, even where the body is empty.";
    case ErrorCode::undefined_escape:
      return "In headers, STOMP 1.2 defines \\r \\n \\c and \\\\; STOMP 1.1 defines \\n \\c and \\\\.";
    case ErrorCode::invalid_content_length:
    case ErrorCode::missing_nul:
      return "content-length counts the octets of the body, without the NUL that follows it.";
    case ErrorCode::invalid_utf8:
      return "Commands and headers are UTF-8; a body with other octets wants content-length.";
    default: return "";
  }
}

bool is_size(ErrorCode code) { return code == ErrorCode::frame_too_large || code == ErrorCode::body_too_large; }

}  // namespace

Refusal malformed(DecodeError error, stomp::Version version) {
  const std::string name(name_of(error.code));
  const std::string offset = std::to_string(error.offset);
  std::string explanation = "The octets received are not a STOMP frame: " + name + " at octet " + offset +
                            " of the connection. " + std::string(sentence_of(error.code)) + '\n';
  if (version != stomp::Version::none)
    explanation += "The version agreed is STOMP " + std::string(text_of(version)) + ". ";
  explanation += advice(error.code);
  return {name_of(error.code), "malformed frame: " + name + " at octet " + offset, std::move(explanation),
          is_size(error.code) ? close_code::too_big : close_code::protocol_error};
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 100;
  std::string out = "'";
  for (const char octet : cut(text, longest)) {
    const auto value = static_cast<unsigned char>(octet);
    out += value < 0x20 || value == 0x7F ? '?' : octet;
  }
  out += text.size() > longest ? "…'" : "'";
  return out;
}

std::string_view cut(std::string_view text, std::size_t octets) {
  if (text.size() <= octets) return text;
  text = text.substr(0, octets);
  return text.substr(0, utf8_prefix(text));
}

}  // namespace hoofbeat::server
