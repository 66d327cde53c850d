#include "core/sockjs/endpoints.hpp"

#include <utility>

#include <hoofbeat/sockjs/frame.hpp>

#include "core/sockjs/payload.hpp"
#include "core/sockjs/response.hpp"

namespace hoofbeat::server::sockjs {
namespace {

HttpResponse not_upgraded(const HttpRequest& request) {
  const bool asks = list_contains_token(request.header("Upgrade").value_or(""), "websocket");
  return with_body({.status = 400},
                   asks ? R"("Connection" must be "Upgrade".)" : R"(Can "Upgrade" only to "WebSocket".)");
}

}  // namespace

void Endpoints::handle(RequestId id, const HttpRequest& request, const Service& service) {
  const Route route = route_of(request.path().substr(service.prefix.size()));
  const bool is_socket = route.endpoint == Endpoint::websocket || route.endpoint == Endpoint::raw_websocket;
  if (route.endpoint == Endpoint::none || (is_socket && !service.websocket)) return reply(id, not_found());
  const std::string_view methods = methods_of(route.endpoint);
  if (!list_contains(methods, request.method)) return reply(id, method_not_allowed(route.endpoint));
  if (request.method == "OPTIONS") return reply(id, preflight(request, service, route.endpoint));
  if (framing_of(route.endpoint)) return receive(id, request, service, route);
  reply(id, answer(request, service, route));
}

HttpResponse Endpoints::answer(const HttpRequest& request, const Service& service, Route route) {
  switch (route.endpoint) {
    case Endpoint::greeting: return greeting();
    case Endpoint::iframe: return iframe_page(request, context_.settings.sockjs.client_url);
    case Endpoint::info: return info(request, service, static_cast<std::uint32_t>(random_.next()));
    case Endpoint::websocket:
    case Endpoint::raw_websocket: return not_upgraded(request);
    case Endpoint::xhr_send:
    case Endpoint::jsonp_send: return send(request, service, route);
    default: return not_found();
  }
}

void Endpoints::receive(RequestId id, const HttpRequest& request, const Service& service, Route route) {
  const Framing framing = *framing_of(route.endpoint);
  HttpResponse response = response_to(request, service, route.endpoint, 200);
  Receiver receiver{.request = id, .framing = framing};
  if (framing == Framing::htmlfile || framing == Framing::jsonp) {
    auto [name, problem] = callback_of(request);
    if (!problem.empty()) {
      response.status = 500;
      return reply(id, with_body(std::move(response), problem));
    }
    receiver.callback = std::move(name);
  }
  response.set("Content-Type", content_type_of(framing));
  if (framing == Framing::jsonp) response.set("X-Content-Type-Options", "nosniff");

  Session* session = sessions_.find(service, route.session);
  if (session != nullptr && session->has_receiver()) return refuse_receiver(receiver, std::move(response));
  if (session == nullptr && !sessions_.has_room(context_)) {
    response.status = 503;
    context_.log(LogLevel::warning, "too_many_sockjs_sessions", 0);
    return reply(id, std::move(response));
  }
  if (session == nullptr) session = &sessions_.open(context_, service, route.session);
  sessions_.attach(context_, *session, std::move(receiver), std::move(response));
  sessions_.settle(*session);
}

// It comes while the session has another, to which nothing happens.
void Endpoints::refuse_receiver(const Receiver& receiver, HttpResponse response) {
  std::string close;
  hoofbeat::sockjs::append_close(close, 2010, "Another connection still open");
  std::string frame = dressed(receiver.framing, close, receiver.callback);
  response.streamed = !is_polling(receiver.framing);
  response.body = response.streamed ? prelude_of(receiver.framing, receiver.callback) : std::exchange(frame, {});
  reply(receiver.request, std::move(response));
  if (!frame.empty()) context_.outbox.push_back(ReplyPart{receiver.request, std::move(frame), true});
}

HttpResponse Endpoints::send(const HttpRequest& request, const Service& service, Route route) {
  Session* const session = sessions_.find(service, route.session);
  HttpResponse response = response_to(request, service, route.endpoint, 200);
  if (session == nullptr) {
    response.status = 404;
    return with_body(std::move(response), "There is no such session.\n");
  }
  auto payload = payload_of(request, route.endpoint, context_.settings.limits.max_sockjs_frame_messages);
  if (const auto* const problem = std::get_if<PayloadProblem>(&payload)) {
    response.status = problem->status;
    return with_body(std::move(response), problem->text);
  }
  session->receive(context_, std::get<MessageList>(std::move(payload)));
  sessions_.settle(*session);
  if (route.endpoint == Endpoint::jsonp_send) return with_body(std::move(response), "ok");
  response.status = 204;
  response.set("Content-Type", "text/plain; charset=UTF-8");
  return response;
}

}  // namespace hoofbeat::server::sockjs
