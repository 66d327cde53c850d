#pragma once

#include <hoofbeat/random.hpp>

#include "core/sockjs/sessions.hpp"

namespace hoofbeat::server::sockjs {

/// Answers the requests to one service's URLs (SockJS 0.3.3).
class Endpoints {
 public:
  Endpoints(Context& context, Sessions& sessions, Random& random)
      : context_(context), sessions_(sessions), random_(random) {}

  void handle(RequestId id, const HttpRequest& request, const Service& service);

 private:
  HttpResponse answer(const HttpRequest& request, const Service& service, Route route);
  void receive(RequestId id, const HttpRequest& request, const Service& service, Route route);
  void refuse_receiver(const Receiver& receiver, HttpResponse response);
  HttpResponse send(const HttpRequest& request, const Service& service, Route route);
  void reply(RequestId id, HttpResponse response) { context_.outbox.push_back(Reply{id, std::move(response)}); }

  Context& context_;
  Sessions& sessions_;
  Random& random_;
};

}  // namespace hoofbeat::server::sockjs
