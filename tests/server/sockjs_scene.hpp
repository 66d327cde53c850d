#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/gateway.hpp"

namespace hoofbeat::server::test {

/// What a request was answered with so far.
struct Answer {
  std::optional<HttpResponse> response;
  /// The body's parts, the first being the response's own; each was streamed as one chunk.
  std::vector<std::string> parts;
  bool ended = false;
  bool aborted = false;

  /// "" where there is none.
  std::string header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  std::string body() const;
};

/// What a WebSocket was sent.
struct SocketTraffic {
  std::vector<std::string> messages;
  std::vector<bool> text;
  std::optional<CloseConnection> closed;
};

/// A gateway in virtual time, and what it did. Transports take what they are given at once, unless they are
/// stalled.
class SockJsScene {
 public:
  /// With the test services.
  explicit SockJsScene(Settings settings = {});

  /// Sends a request and lets the gateway act.
  RequestId request(const HttpRequest& request);
  RequestId post(std::string_view target, std::string_view body = "");
  RequestId get(std::string_view target);
  /// Sends a request; its answer, which is complete.
  Answer ask(const HttpRequest& request);
  Answer ask_post(std::string_view target, std::string_view body = "");
  Answer ask_get(std::string_view target);
  const Answer& answer(RequestId id) { return answers_[id]; }
  /// Parts that came since the last call.
  std::vector<std::string> take_parts(RequestId id);
  /// The request's connection breaks.
  void vanish(RequestId id);
  /// From here on transports take nothing.
  void stall() { stalled_ = true; }
  /// They take what waits, and everything from here on.
  void resume();

  /// Opens a WebSocket at this target, which is accepted.
  ConnectionId open_websocket(std::string_view target);
  void receive(ConnectionId id, std::string_view octets, bool end_of_message = true, bool text = true);
  void close_websocket(ConnectionId id);
  const SocketTraffic& traffic(ConnectionId id) { return sockets_[id]; }
  std::vector<std::string> take_messages(ConnectionId id);

  void drain();
  /// Lets time pass, and the gateway act whenever it asks to.
  void pass(Time duration);
  std::vector<std::string> logged(std::string_view event) const;

  Gateway gateway;
  Time now = 1000;

 private:
  struct Untaken {
    RequestId request;
    ConnectionId connection;
    std::size_t octets;
  };

  void carry_out(GatewayOutput output);
  void hand_over(Untaken untaken);
  void add_part(RequestId id, std::string octets);

  std::map<RequestId, Answer> answers_;
  std::map<RequestId, std::size_t> parts_taken_;
  std::map<ConnectionId, SocketTraffic> sockets_;
  std::vector<Untaken> untaken_;
  std::vector<LogEvent> log_;
  RequestId last_request_ = 0;
  bool stalled_ = false;
};

/// What an xhr_streaming response begins with.
extern const std::string xhr_prelude;

/// The frame that an xhr session's next poll is answered with at once, without the line feed.
std::string poll(SockJsScene& scene, std::string_view session);

}  // namespace hoofbeat::server::test
