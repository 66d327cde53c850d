#pragma once

#include <variant>

#include "core/http.hpp"
#include "core/output.hpp"

namespace hoofbeat::server {

/// What is to be done with connections and requests.
using GatewayOutput = std::variant<Transmit, CloseConnection, LogEvent, Reply, ReplyPart, ReplyAbort>;

}  // namespace hoofbeat::server
