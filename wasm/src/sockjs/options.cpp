#include "options.hpp"

#include <cstddef>
#include <cstdint>

#include <hoofbeat/sockjs/service_url.hpp>

#include "option_range.hpp"

namespace hoofbeat::wasm {

using records::Option;
using records::TextOption;

Result<Done> set_option(sockjs::ClientOptions& options, Option option, double value) {
  if (!in_range(records::option_ranges, option, value)) return ErrorCode::invalid_option;
  const auto size = [&] { return static_cast<std::size_t>(value); };
  switch (option) {
    case Option::supported: options.supported = static_cast<sockjs::TransportSet>(value); break;
    case Option::selected: options.selected = static_cast<sockjs::TransportSet>(value); break;
    case Option::session_id_length: options.session_id_length = static_cast<std::uint32_t>(value); break;
    case Option::supplies_session_ids: options.supplies_session_ids = value != 0; break;
    case Option::crosses_origins: options.crosses_origins = value != 0; break;
    case Option::info_timeout: options.info_timeout = value; break;
    case Option::transport_timeout: options.transport_timeout = value; break;
    case Option::silence_timeout: options.silence_timeout = value; break;
    case Option::send_timeout: options.send_timeout = value; break;
    case Option::flush_timeout: options.flush_timeout = value; break;
    case Option::max_frame_bytes: options.max_frame_bytes = size(); break;
    case Option::max_messages_per_frame: options.max_messages_per_frame = size(); break;
    case Option::max_send_buffer_bytes: options.max_send_buffer_bytes = size(); break;
    case Option::max_post_bytes: options.max_post_bytes = size(); break;
  }
  return Done{};
}

Result<Done> set_text_option(sockjs::ClientOptions& options, TextOption option, std::string_view text) {
  switch (option) {
    case TextOption::url:
      if (!sockjs::ServiceUrl::accepts(text)) return ErrorCode::invalid_option;
      options.url = text;
      return Done{};
    case TextOption::server:
      if (!sockjs::ServiceUrl::is_part(text)) return ErrorCode::invalid_option;
      options.server = text;
      return Done{};
  }
  return ErrorCode::invalid_option;
}

}  // namespace hoofbeat::wasm
