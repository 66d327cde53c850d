#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <hoofbeat/sockjs/client_session.hpp>

#include "chance.hpp"
#include "core/gateway.hpp"
#include "route.hpp"
#include "schedule.hpp"

namespace hoofbeat::sim {

/// What every request and socket has to do with.
struct Surroundings {
  Schedule& schedule;
  Chance& chance;
  server::Gateway& gateway;
  Route& route;
};

/// One request of a SockJS client session and its response: late, in pieces, and at times not at all. The
/// response's octets arrive in order; requests overtake each other.
class HttpExchange : public std::enable_shared_from_this<HttpExchange> {
 public:
  HttpExchange(Surroundings& around, sockjs::ClientSession* session, const sockjs::OpenExchange& open,
               server::RequestId request)
      : around_(around), session_(session), id_(open.exchange), kind_(open.kind), request_(request) {}

  /// `took`: the server says that it took the body's messages.
  void begin(server::HttpRequest request, std::function<void()> took);
  /// The client does not listen any more, and aborts it.
  void abandon();
  /// The client does not listen any more; the request goes on.
  void leave() { session_ = nullptr; }
  bool is_listened_to() const { return session_ != nullptr; }

  // The gateway's outputs
  void respond(server::HttpResponse response);
  void continue_response(std::string octets, bool last);
  void abort() { cut(true, false); }

 private:
  void begin_faultily();
  void cut(bool is_client_told, bool is_server_told);
  void lose_at_server();
  void pass_on(std::string octets, bool last);
  void tell_sent(std::size_t octets, bool last);
  void tell_client(std::function<void(sockjs::ClientSession&)> what);
  void tell_body(std::string_view octets);
  void tell_event(std::string_view octets);
  void end_at_client(bool complete);
  Time arrival(Time& last);

  Surroundings& around_;
  sockjs::ClientSession* session_;
  sockjs::ExchangeId id_;
  sockjs::ExchangeKind kind_;
  server::RequestId request_;
  std::function<void()> took_;
  Time last_down_ = 0;  // arrival of the response's latest octets
  std::string held_;    // by a proxy that buffers
  std::function<void(sockjs::ClientSession&)> held_head_;
  std::string event_;    // of an EventSource, not whole yet
  bool is_cut_ = false;  // nothing passes any more
  bool at_server_ = false;
  bool is_taken_ = false;  // the whole response, by the server's transport
  bool is_open_ = false;   // the client knows of the response's head
};

}  // namespace hoofbeat::sim
