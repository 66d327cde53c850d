#include "core/acknowledgement.hpp"

#include <hoofbeat/stomp/decimal.hpp>

namespace hoofbeat::server {

std::optional<Settlement> parse_delivery_id(std::string_view text) {
  const std::size_t first_dash = text.find('-');
  if (first_dash == std::string_view::npos) return std::nullopt;
  const auto serial = stomp::parse_decimal(text.substr(0, first_dash));
  const std::string_view rest = text.substr(first_dash + 1);
  const std::size_t second_dash = rest.find('-');
  const auto number = stomp::parse_decimal(rest.substr(0, second_dash));
  if (!serial || !number || *number == 0) return std::nullopt;
  const bool is_message_id = second_dash != std::string_view::npos;
  if (is_message_id && !stomp::parse_decimal(rest.substr(second_dash + 1))) return std::nullopt;
  return Settlement{*serial, *number, true};
}

}  // namespace hoofbeat::server
