#include "core/sockjs/payload.hpp"

#include <algorithm>
#include <string>

#include <hoofbeat/sockjs/frame.hpp>

namespace hoofbeat::server::sockjs {
namespace {

constexpr PayloadProblem expected{500, "Payload expected."};
constexpr PayloadProblem broken{500, "Broken JSON encoding."};
constexpr PayloadProblem too_many{413, "Too many messages (max_sockjs_frame_messages)."};

// T: what some browsers of old sent for text.
constexpr std::string_view types_of_text[] = {"",        "text/plain", "T", "application/json", "application/xml",
                                              "text/xml"};

bool is_text(std::string_view type) {
  return std::any_of(std::begin(types_of_text), std::end(types_of_text),
                     [&](std::string_view each) { return equal_ignoring_case(type, each); });
}

PayloadProblem problem_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::missing_payload: return expected;
    case ErrorCode::too_many_messages: return too_many;
    default: return broken;
  }
}

}  // namespace

std::variant<MessageList, PayloadProblem> payload_of(const HttpRequest& request, Endpoint endpoint,
                                                     std::size_t max_messages) {
  std::string_view content_type = request.header("Content-Type").value_or("");
  const std::string_view type = take_member(content_type, ';');
  std::string field;
  std::string_view json = request.body;
  if (endpoint == Endpoint::jsonp_send && equal_ignoring_case(type, "application/x-www-form-urlencoded")) {
    field = form_value(request.body, "d").value_or("");
    json = field;
  } else if (!is_text(type)) {
    return expected;
  }
  auto messages = hoofbeat::sockjs::read_posted_messages(json, max_messages);
  if (!messages) return problem_of(messages.error());
  return messages.value();
}

}  // namespace hoofbeat::server::sockjs
