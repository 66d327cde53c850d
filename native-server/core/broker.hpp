#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

#include <hoofbeat/deadlines.hpp>

#include "core/agenda.hpp"
#include "core/context.hpp"
#include "core/exchange.hpp"
#include "core/output.hpp"
#include "core/session.hpp"
#include "core/settings.hpp"

namespace hoofbeat::server {

/// What carries a connection.
enum class Link : std::uint8_t { web_socket, tcp, sockjs };

/// The STOMP server without its sockets: told what happened and when, it answers with what is to be done.
///
///     broker.handle_bytes(connection, octets, end_of_message, now);
///     while (auto output = broker.poll_output()) …
///
/// `now` never decreases. Calls for a connection that is not open are ignored; after CloseConnection there are no
/// further outputs for that connection.
class Broker {
 public:
  explicit Broker(Settings settings);

  void handle_opened(ConnectionId connection, Link link, Time now);
  /// The next octets of the peer; `end_of_message`: they end a WebSocket message. Not looked at after the call.
  void handle_bytes(ConnectionId connection, std::string_view octets, bool end_of_message, Time now);
  /// The transport has taken this many octets of the Transmits.
  void handle_sent(ConnectionId connection, std::size_t octets, Time now);
  void handle_closed(ConnectionId connection, Time now);
  /// A frame can't be carried: the connection's transport has text alone. Sends ERROR and closes with 1007.
  void handle_untransmittable(ConnectionId connection, Time now);
  void handle_timeout(Time now);
  /// Tells every session, and closes it with 1001. Whoever comes later is sent away.
  void handle_shutdown(Time now);

  std::optional<Output> poll_output() { return context_.outbox.poll(); }
  /// When `handle_timeout` is to be called; at times earlier than necessary. Costs the same for any number of
  /// sessions.
  std::optional<Deadline<Due>> poll_timeout() const;

  /// What was agreed with a client; zeros where nothing was.
  stomp::HeartBeat heart_beat(ConnectionId connection) const;
  const Statistics& statistics() const { return context_.statistics; }
  std::size_t sessions() const { return sessions_.size(); }

 private:
  Session* open_session(ConnectionId connection) const;
  void read(Session& session, std::string_view octets, bool end_of_message);
  void handle_due(Session& session);
  void schedule(Session& session);
  void clear_away();
  void clear_away(ConnectionId connection);

  Context context_;
  Exchange exchange_;
  Agenda agenda_;
  std::unordered_map<ConnectionId, std::unique_ptr<Session>> sessions_;
  bool shutting_down_ = false;
};

}  // namespace hoofbeat::server
