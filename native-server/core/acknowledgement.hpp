#pragma once

#include <optional>
#include <string_view>

#include "core/transaction.hpp"

namespace hoofbeat::server {

/// Reads what ACK and NACK name a delivery by: `<serial>-<number>`, with or without what message-id adds to it.
/// `accepted` is not set. None where it is no id of this server's.
std::optional<Settlement> parse_delivery_id(std::string_view text);

}  // namespace hoofbeat::server
