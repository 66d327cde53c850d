#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <hoofbeat/text_map.hpp>

#include "core/agenda.hpp"
#include "core/sockjs/session.hpp"

namespace hoofbeat::server::sockjs {

/// The sessions of all services: found by their ids, by the requests that they answer, and in time.
///
/// Whoever has called a session calls `settle` next; after that it may be gone.
class Sessions {
 public:
  bool empty() const { return sessions_.empty(); }
  Session* find(ConnectionId id) const;
  Session* find(const Service& service, std::string_view session_id) const;
  /// Whose receiver the request is.
  Session* find_by_request(RequestId request) const;
  bool has_room(const Context& context) const;

  /// There is no such session, and there is room.
  Session& open(Context& context, const Service& service, std::string_view session_id);
  Session& open_websocket(Context& context, ConnectionId id, const Service& service, Framing framing);

  void attach(Context& context, Session& session, Receiver receiver, HttpResponse response);
  /// Sees to it that the session is flushed, and looked at in time; forgets it where it is over.
  void settle(Session& session);
  void forget_request(RequestId request) { requests_.erase(request); }
  std::size_t requests() const { return requests_.size(); }

  /// Flushes those that have been settled since. False: there were none.
  bool flush(Context& context);
  void handle_timeout(Context& context);
  std::optional<Time> next_deadline() const;
  /// Ends all.
  void interrupt_all(Context& context, Application except, std::uint16_t code, std::string_view reason);

 private:
  void schedule(Session& session);
  void forget(Session& session);

  std::unordered_map<ConnectionId, std::unique_ptr<Session>> sessions_;
  TextMap<ConnectionId> by_key_;
  std::unordered_map<RequestId, ConnectionId> requests_;
  std::vector<ConnectionId> to_flush_;
  Agenda agenda_;
};

}  // namespace hoofbeat::server::sockjs
