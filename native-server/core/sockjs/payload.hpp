#pragma once

#include <string_view>
#include <variant>

#include <hoofbeat/sockjs/message_list.hpp>

#include "core/http.hpp"
#include "core/sockjs/route.hpp"

namespace hoofbeat::server::sockjs {

using hoofbeat::sockjs::MessageList;

/// What a sender's request is answered with where it has no messages.
struct PayloadProblem {
  unsigned status;
  std::string_view text;
};

/// The messages of xhr_send or jsonp_send (SockJS 0.3.3): the body, or its form field `d`.
std::variant<MessageList, PayloadProblem> payload_of(const HttpRequest& request, Endpoint endpoint,
                                                     std::size_t max_messages);

}  // namespace hoofbeat::server::sockjs
