#include <hoofbeat/stomp/escape.hpp>

namespace hoofbeat::stomp {
namespace {

bool escapes(Escaping escaping) { return escaping == Escaping::v1_1 || escaping == Escaping::v1_2; }

// The letter behind the backslash, 0 where the octet stands for itself.
char escape_letter(Escaping escaping, char octet) {
  if (!escapes(escaping)) return 0;
  switch (octet) {
    case '\n': return 'n';
    case ':': return 'c';
    case '\\': return '\\';
    case '\r': return escaping == Escaping::v1_2 ? 'r' : 0;
    default: return 0;
  }
}

char escaped_octet(Escaping escaping, char letter) {
  switch (letter) {
    case 'n': return '\n';
    case 'c': return ':';
    case '\\': return '\\';
    case 'r': return escaping == Escaping::v1_2 ? '\r' : 0;
    default: return 0;
  }
}

// What would end the line or the frame. A CR in a handshake could be read as half of a CR LF.
bool breaks_line(Escaping escaping, char octet) {
  return octet == '\n' || octet == '\0' || (octet == '\r' && escaping == Escaping::handshake);
}

// Nearly all text stands for itself and is appended in one run.
bool write(Escaping escaping, std::string_view text, bool is_name, std::string& out) {
  const std::size_t start = out.size();
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char octet = text[i];
    if (octet != '\\' && octet > ':') continue;
    const char letter = escape_letter(escaping, octet);
    if (letter == 0 && (breaks_line(escaping, octet) || (is_name && octet == ':'))) {
      out.resize(start);
      return false;
    }
    if (letter == 0) continue;
    out.append(text, run, i - run);
    out += '\\';
    out += letter;
    run = i + 1;
  }
  out.append(text, run);
  return true;
}

}  // namespace

Escaping escaping_of(Version version, Command command) {
  if (is_handshake(command)) return Escaping::handshake;
  switch (version) {
    case Version::none: return Escaping::handshake;
    case Version::v1_0: return Escaping::v1_0;
    case Version::v1_1: return Escaping::v1_1;
    case Version::v1_2: return Escaping::v1_2;
  }
  return Escaping::handshake;
}

std::optional<std::size_t> unescape(Escaping escaping, std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || !escapes(escaping)) {
      out += text[i];
      continue;
    }
    const char octet = i + 1 < text.size() ? escaped_octet(escaping, text[i + 1]) : '\0';
    if (octet == '\0') return i;
    out += octet;
    ++i;
  }
  return std::nullopt;
}

bool write_name(Escaping escaping, std::string_view name, std::string& out) {
  return write(escaping, name, true, out);
}

bool write_value(Escaping escaping, std::string_view value, std::string& out) {
  return write(escaping, value, false, out);
}

}  // namespace hoofbeat::stomp
