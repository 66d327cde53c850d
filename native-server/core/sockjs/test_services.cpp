#include "core/sockjs/test_services.hpp"

#include <charconv>
#include <string>

namespace hoofbeat::server::sockjs {
namespace {

std::size_t amplified(std::string_view message) {
  unsigned exponent = 0;
  const char* const end = message.data() + message.size();
  const auto [last, error] = std::from_chars(message.data(), end, exponent);
  const bool is_number = error == std::errc() && last == end && exponent <= 19;
  return std::size_t{1} << (is_number ? exponent : 1U);
}

void answer(Context& context, Session& session, Application application, const Received& received) {
  for (std::size_t i = 0; i < received.messages.size() && session.takes_messages(); ++i) {
    const std::string_view message = received.messages[i];
    if (application == Application::echo)
      session.send(context, transmit_of(session.id(), std::string(message), received.text));
    if (application == Application::amplify)
      session.send(context, transmit_of(session.id(), std::string(amplified(message), 'x')));
  }
}

}  // namespace

void serve(Context& context, Session& session, const Event& event) {
  if (event.application == Application::close && std::holds_alternative<Opened>(event.what))
    session.close(context, 3000, "Go away!");
  if (const auto* const received = std::get_if<Received>(&event.what))
    answer(context, session, event.application, *received);
}

}  // namespace hoofbeat::server::sockjs
