#include <hoofbeat/sockjs/event_decoder.hpp>

#include <array>
#include <cstddef>

#include "emptied.hpp"

namespace hoofbeat::sockjs {
namespace {

struct Escape {
  std::string_view text;
  char octet;
};

constexpr std::array<Escape, 6> escapes{
    {{"%25", '%'}, {"%0A", '\n'}, {"%0a", '\n'}, {"%0D", '\r'}, {"%0d", '\r'}, {"%00", '\0'}}};

const Escape* escape_at(std::string_view text) {
  for (const Escape& escape : escapes)
    if (text.starts_with(escape.text)) return &escape;
  return nullptr;
}

}  // namespace

std::string_view EventDecoder::decode(std::string_view data) {
  std::size_t percent = is_plain_ ? std::string_view::npos : data.find('%');
  if (percent == std::string_view::npos) return data;
  empty_out(decoded_);
  std::size_t done = 0;
  for (; percent != std::string_view::npos; percent = data.find('%', done)) {
    const Escape* const escape = escape_at(data.substr(percent));
    if (escape == nullptr) {
      is_plain_ = true;
      return data;
    }
    decoded_.append(data, done, percent - done) += escape->octet;
    done = percent + escape->text.size();
  }
  return decoded_.append(data, done);
}

}  // namespace hoofbeat::sockjs
