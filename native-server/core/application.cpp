#include "core/application.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace hoofbeat::server {
namespace {

Refusal unreadable_greeting(std::string_view what) {
  return {"application_refused", "/app/hello: " + std::string(what),
          "/app/hello takes a JSON object with a member \"name\" that is text, such as {\"name\":\"Ada\"}; " +
              std::string(what) + ".",
          close_code::policy_violation};
}

}  // namespace

Answer greet(std::string_view body) {
  const auto request = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (request.is_discarded()) return unreadable_greeting("the body is not JSON");
  if (!request.is_object()) return unreadable_greeting("the body is not an object");
  const auto name = request.find("name");
  if (name == request.end() || !name->is_string()) return unreadable_greeting("\"name\" is missing or not text");

  const nlohmann::json greeting = {{"content", "Hello, " + name->get<std::string>() + "!"}};
  const stomp::Header headers[] = {{"content-type", "application/json"}};
  return std::vector<Publication>{
      {DestinationKind::topic, std::make_shared<Message>(greetings_destination, headers, greeting.dump())}};
}

Answer echo(const Session& sender, stomp::Headers headers, std::string_view body) {
  std::vector<Publication> answers;
  for (const std::string_view destination : {echo_destination, user_echo_destination}) {
    const auto is_to_it = [&](const Subscription* own) { return own->destination() == destination; };
    const auto& own = sender.own_subscriptions();
    if (std::any_of(own.begin(), own.end(), is_to_it))
      answers.push_back({DestinationKind::own, std::make_shared<Message>(destination, headers, body)});
  }
  return answers;
}

}  // namespace hoofbeat::server
