#include "core/broker.hpp"

#include <utility>

#include "core/frame_handler.hpp"

namespace hoofbeat::server {
namespace {

Refusal shutting_down() {
  return {"shutting_down", "server is shutting down", "The server is shutting down. Connect again later.",
          close_code::going_away};
}

Refusal too_many_sessions(std::size_t limit) {
  return {"too_many_sessions", "too many sessions",
          "The limit max_sessions is " + std::to_string(limit) + ". Connect again later.",
          close_code::try_again_later};
}

Refusal connect_timeout(double limit) {
  return {"connect_timeout", "no CONNECT in time",
          "The first frame of a client, CONNECT or STOMP, was not complete within " +
              std::to_string(static_cast<std::uint64_t>(limit)) + " ms."};
}

Refusal body_not_text() {
  return {
      name_of(ErrorCode::invalid_utf8), "a message's body is not UTF-8",
      "SockJS carries text alone, and a message for this session is not UTF-8. Connect by WebSocket to receive "
      "such messages.",
      close_code::invalid_payload};
}

std::string_view name_of(Link link) {
  switch (link) {
    case Link::web_socket: return "websocket";
    case Link::tcp: return "tcp";
    case Link::sockjs: return "sockjs";
  }
  return "";
}

Refusal heartbeat_lost(std::uint32_t interval) {
  return {name_of(ErrorCode::heartbeat_lost), "heart-beat lost",
          std::string(sentence_of(ErrorCode::heartbeat_lost)) + " One was agreed every " +
              std::to_string(interval) + " ms."};
}

}  // namespace

Broker::Broker(Settings settings) { context_.settings = std::move(settings); }

void Broker::handle_opened(ConnectionId connection, Link link, Time now) {
  context_.now = now;
  const std::size_t limit = context_.settings.limits.max_sessions;
  const bool has_room = sessions_.size() < limit;
  const auto [at, is_new] = sessions_.try_emplace(connection);
  if (!is_new) return;
  at->second = std::make_unique<Session>(connection, context_.settings, now);
  context_.log(LogLevel::debug, "opened", connection, {{"link", std::string(name_of(link))}});
  if (shutting_down_) {
    at->second->refuse(context_, shutting_down());
  } else if (!has_room) {
    at->second->refuse(context_, too_many_sessions(limit));
  } else {
    schedule(*at->second);
  }
  clear_away();
}

void Broker::handle_bytes(ConnectionId connection, std::string_view octets, bool end_of_message, Time now) {
  Session* const session = open_session(connection);
  if (session == nullptr) return;
  context_.now = now;
  session->received(now);
  read(*session, octets, end_of_message);
  schedule(*session);
  clear_away();
}

void Broker::read(Session& session, std::string_view octets, bool end_of_message) {
  using Step = stomp::Decoder::Step;
  stomp::Decoder& decoder = session.decoder;
  decoder.feed(octets);
  while (session.stage() != Session::Stage::closed) {
    const Step step = decoder.next();
    if (step == Step::need_more) break;
    if (step == Step::frame) FrameHandler(context_, exchange_, session).handle(decoder.frame());
    if (step == Step::error) session.refuse(context_, malformed(decoder.error(), session.version()));
  }
  if (end_of_message) decoder.end_message();
  decoder.release();
}

void Broker::handle_sent(ConnectionId connection, std::size_t octets, Time now) {
  Session* const session = open_session(connection);
  if (session == nullptr) return;
  context_.now = now;
  session->sent(octets);
  if (!session->wants_more(context_.settings.limits)) return;
  exchange_.resume(context_, *session);
  clear_away();
}

void Broker::handle_closed(ConnectionId connection, Time now) {
  Session* const session = open_session(connection);
  if (session == nullptr) return;
  context_.now = now;
  context_.log(LogLevel::info, "lost", connection);
  session->abandon(context_);
  clear_away();
}

void Broker::handle_untransmittable(ConnectionId connection, Time now) {
  Session* const session = open_session(connection);
  if (session == nullptr) return;
  context_.now = now;
  session->refuse(context_, body_not_text());
  clear_away();
}

stomp::HeartBeat Broker::heart_beat(ConnectionId connection) const {
  const Session* const session = open_session(connection);
  return session == nullptr ? stomp::HeartBeat() : session->heart_beat();
}

void Broker::handle_timeout(Time now) {
  context_.now = now;
  for (auto first = agenda_.first(); first && first->at <= now; first = agenda_.first()) {
    agenda_.remove(*first);
    Session& session = *sessions_.at(first->connection);
    session.scheduled_at.reset();
    handle_due(session);
    schedule(session);
    clear_away();
  }
}

void Broker::handle_due(Session& session) {
  const auto deadline = session.next_deadline();
  if (!deadline || deadline->at > context_.now) return;
  switch (deadline->reason) {
    case Due::connect_timeout: return session.refuse(context_, connect_timeout(context_.settings.connect_timeout));
    case Due::heartbeat_lost: return session.refuse(context_, heartbeat_lost(session.heart_beat().incoming));
    case Due::send_heartbeat: return session.send_heartbeat(context_);
    case Due::count_: return;
  }
}

void Broker::schedule(Session& session) {
  const auto deadline = session.next_deadline();
  if (!deadline || (session.scheduled_at && *session.scheduled_at <= deadline->at)) return;
  if (session.scheduled_at) agenda_.remove({*session.scheduled_at, session.connection()});
  session.scheduled_at = deadline->at;
  agenda_.add({deadline->at, session.connection()});
}

void Broker::handle_shutdown(Time now) {
  context_.now = now;
  shutting_down_ = true;
  context_.log(LogLevel::info, "shutting_down", 0, {{"sessions", std::to_string(sessions_.size())}});
  // All at a time, lest what one gives back be delivered to another.
  for (const auto& [connection, session] : sessions_) session->refuse(context_, shutting_down());
  clear_away();
}

std::optional<Deadline<Due>> Broker::poll_timeout() const {
  const auto first = agenda_.first();
  if (!first) return std::nullopt;
  const auto deadline = sessions_.at(first->connection)->next_deadline();
  return Deadline<Due>{first->at, deadline ? deadline->reason : Due::send_heartbeat};
}

Session* Broker::open_session(ConnectionId connection) const {
  const auto at = sessions_.find(connection);
  return at == sessions_.end() ? nullptr : at->second.get();
}

// What a closed session gives back may go to another that is closed for it in turn.
void Broker::clear_away() {
  while (!context_.closed_sessions.empty()) {
    const ConnectionId connection = context_.closed_sessions.back();
    context_.closed_sessions.pop_back();
    clear_away(connection);
  }
}

void Broker::clear_away(ConnectionId connection) {
  const auto at = sessions_.find(connection);
  exchange_.forget(context_, *at->second);
  if (at->second->scheduled_at) agenda_.remove({*at->second->scheduled_at, connection});
  sessions_.erase(at);
}

}  // namespace hoofbeat::server
