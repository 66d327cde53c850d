#include "core/sockjs/sessions.hpp"

#include <utility>

namespace hoofbeat::server::sockjs {
namespace {

// Sessions of different services may share an id.
std::string key_of(const Service& service, std::string_view session_id) {
  return std::string(service.prefix).append("/").append(session_id);
}

}  // namespace

Session* Sessions::find(ConnectionId id) const {
  const auto at = sessions_.find(id);
  return at == sessions_.end() ? nullptr : at->second.get();
}

Session* Sessions::find(const Service& service, std::string_view session_id) const {
  const auto at = by_key_.find(key_of(service, session_id));
  return at == by_key_.end() ? nullptr : find(at->second);
}

Session* Sessions::find_by_request(RequestId request) const {
  const auto at = requests_.find(request);
  return at == requests_.end() ? nullptr : find(at->second);
}

bool Sessions::has_room(const Context& context) const {
  return sessions_.size() < context.settings.limits.max_sockjs_sessions;
}

Session& Sessions::open(Context& context, const Service& service, std::string_view session_id) {
  const ConnectionId id = ++context.last_connection;
  std::string key = key_of(service, session_id);
  by_key_.emplace(key, id);
  return *sessions_.emplace(id, std::make_unique<Session>(id, service, std::move(key))).first->second;
}

Session& Sessions::open_websocket(Context& context, ConnectionId id, const Service& service, Framing framing) {
  Session& session = *sessions_.emplace(id, std::make_unique<Session>(id, service, "")).first->second;
  session.attach_websocket(context, framing);
  return session;
}

void Sessions::attach(Context& context, Session& session, Receiver receiver, HttpResponse response) {
  requests_.emplace(receiver.request, session.id());
  session.attach(context, std::move(receiver), std::move(response));
}

void Sessions::settle(Session& session) {
  if (session.is_over()) return forget(session);
  if (!std::exchange(session.awaits_flush, true)) to_flush_.push_back(session.id());
  schedule(session);
}

void Sessions::schedule(Session& session) {
  const auto deadline = session.next_deadline();
  if (!deadline || (session.scheduled_at && *session.scheduled_at <= deadline->at)) return;
  if (session.scheduled_at) agenda_.remove({*session.scheduled_at, session.id()});
  session.scheduled_at = deadline->at;
  agenda_.add({deadline->at, session.id()});
}

void Sessions::forget(Session& session) {
  if (session.scheduled_at) agenda_.remove({*session.scheduled_at, session.id()});
  if (!session.key().empty()) by_key_.erase(session.key());
  sessions_.erase(session.id());
}

bool Sessions::flush(Context& context) {
  if (to_flush_.empty()) return false;
  for (const ConnectionId id : std::exchange(to_flush_, {})) {
    Session* const session = find(id);
    if (session == nullptr) continue;
    session->awaits_flush = false;
    session->flush(context);
    session->is_over() ? forget(*session) : schedule(*session);
  }
  return true;
}

void Sessions::handle_timeout(Context& context) {
  for (auto first = agenda_.first(); first && first->at <= context.now; first = agenda_.first()) {
    agenda_.remove(*first);
    Session& session = *find(first->connection);
    session.scheduled_at.reset();
    session.handle_timeout(context);
    settle(session);
  }
}

std::optional<Time> Sessions::next_deadline() const {
  const auto first = agenda_.first();
  return first ? std::optional(first->at) : std::nullopt;
}

void Sessions::interrupt_all(Context& context, Application except, std::uint16_t code, std::string_view reason) {
  std::vector<ConnectionId> ids;
  for (const auto& [id, session] : sessions_)
    if (session->service().application != except) ids.push_back(id);
  for (const ConnectionId id : ids) {
    Session& session = *find(id);
    session.interrupt(context, code, reason);
    settle(session);
  }
}

}  // namespace hoofbeat::server::sockjs
