#include <hoofbeat/sockjs/event_decoder.hpp>

#include <cstddef>

#include "emptied.hpp"

namespace hoofbeat::sockjs {

std::string_view EventDecoder::decode(std::string_view data) {
  constexpr std::string_view escape = "%25";
  std::size_t percent = is_plain_ ? std::string_view::npos : data.find('%');
  if (percent == std::string_view::npos) return data;
  empty_out(decoded_);
  std::size_t done = 0;
  for (; percent != std::string_view::npos; percent = data.find('%', done)) {
    if (!data.substr(percent).starts_with(escape)) {
      is_plain_ = true;
      return data;
    }
    decoded_.append(data, done, percent - done) += '%';
    done = percent + escape.size();
  }
  return decoded_.append(data, done);
}

}  // namespace hoofbeat::sockjs
