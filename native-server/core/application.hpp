#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include <hoofbeat/stomp/header.hpp>

#include "core/refusal.hpp"
#include "core/session.hpp"
#include "core/transaction.hpp"

namespace hoofbeat::server {

/// What an application answers to a SEND under /app/.
using Answer = std::variant<std::vector<Publication>, Refusal>;

/// The greeting of Spring's guide: `{"name":"Ada"}` becomes `{"content":"Hello, Ada!"}` on /topic/greetings.
Answer greet(std::string_view body);

/// The message comes back to the sender's own subscriptions to /app/echo and /user/queue/echo.
Answer echo(const Session& sender, stomp::Headers headers, std::string_view body);

}  // namespace hoofbeat::server
