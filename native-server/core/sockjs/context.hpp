#pragma once

#include <cstddef>
#include <deque>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/sockjs/message_list.hpp>

#include "core/gateway_output.hpp"
#include "core/settings.hpp"
#include "core/sockjs/service.hpp"

namespace hoofbeat::server::sockjs {

using hoofbeat::sockjs::MessageList;

/// A session was opened.
struct Opened {};
/// Messages came; from a raw WebSocket one, which may be binary.
struct Received {
  MessageList messages;
  bool text = true;
};
/// The client has taken messages of so many octets.
struct Taken {
  std::size_t octets;
};
/// The session is over, and not by the application's wish.
struct Closed {};

/// What the application behind a session is to be told.
struct Event {
  Application application;
  ConnectionId session;
  std::variant<Opened, Received, Taken, Closed> what;
};

/// What all parts of the SockJS server work with during one input.
struct Context {
  explicit Context(const Settings& all) : settings(all) {}

  const Settings settings;
  /// The time of the input, in milliseconds.
  Time now = 0;
  std::deque<GatewayOutput> outbox;
  std::deque<Event> events;
  /// Of the connection or session made last.
  ConnectionId last_connection = 0;

  void log(LogLevel level, std::string_view event, ConnectionId connection,
           std::vector<std::pair<std::string_view, std::string>> fields = {}) {
    outbox.push_back(LogEvent{level, event, connection, std::move(fields)});
  }
};

}  // namespace hoofbeat::server::sockjs
