#include "session_calls.hpp"

#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include <hoofbeat/client/session.hpp>

#include "boundary.hpp"
#include "handles.hpp"
#include "options.hpp"
#include "output_writer.hpp"

namespace hoofbeat::wasm {

using client::Session;

namespace {

Handles<Session>& sessions() {
  static Handles<Session> all;
  return all;
}

// JavaScript reads the records after the call has returned, so the outputs' memory is let go of at the next one.
void drain(Session& session) {
  RecordStream& stream = boundary().records;
  while (session.has_output()) write_output(stream, *session.look_at_output());
  const auto due = session.poll_timeout();
  boundary().mailbox.deadline = due ? due->at : std::numeric_limits<double>::infinity();
  boundary().mailbox.due = static_cast<std::uint32_t>(due ? due->reason : client::Due::count_);
}

/// Begins a call: lets go of what the last one handed out. Null where there is no such session. Not inlined, as
/// `end` is not: each call would be twice as large.
[[gnu::noinline]] Session* begin(std::uint32_t handle, Source source) {
  Session* const session = sessions().find(handle);
  if (session == nullptr) return nullptr;
  session->look_at_output();
  boundary().records.begin(source);
  return session;
}

/// Ends it: collects all outputs.
[[gnu::noinline]] std::int32_t end(Session& session) {
  drain(session);
  boundary().mailbox.parted = static_cast<std::uint32_t>(session.parted());
  return boundary().deliver();
}

template <class Call>
std::int32_t run(std::uint32_t handle, Source source, Call call) {
  Session* const session = begin(handle, source);
  if (session == nullptr) return Boundary::failure(ErrorCode::not_connected);
  call(*session);
  return end(*session);
}

template <class Call>
std::int32_t run(std::uint32_t handle, Call call) {
  return run(handle, Source{}, call);
}

[[gnu::noinline]] std::int32_t refuse(const Session& session, ErrorCode why) {
  boundary().mailbox.text = session.refused_header();
  return Boundary::failure(why);
}

/// One request of the application's, which may be refused; nothing has happened then.
template <class Call>
std::int32_t request(std::uint32_t handle, Call call) {
  std::int32_t failure = 0;
  const std::int32_t words = run(handle, [&](Session& session) {
    TextReader texts(boundary().input);
    if (const auto result = call(session, texts); !result) failure = refuse(session, result.error());
  });
  return failure < 0 ? failure : words;
}

template <class Call>
std::int32_t token_request(std::uint32_t handle, Call call) {
  return request(handle, [&](Session& session, TextReader& texts) -> Result<client::Token> {
    const Result<client::Token> token = call(session, texts);
    if (token) boundary().mailbox.token = token.value();
    boundary().mailbox.text = session.last_id();
    return token;
  });
}

template <class Call>
std::int32_t acknowledge(std::uint32_t session, std::uint32_t headers, double now, Call call) {
  return request(session, [&](Session& it, TextReader& texts) {
    const std::string_view message = texts.next();
    const std::string_view subscription = texts.next();
    return (it.*call)(message, subscription, texts.headers(headers), now);
  });
}

template <class Call>
std::int32_t end_transaction(std::uint32_t session, std::uint32_t headers, double now, Call call) {
  return request(session, [&](Session& it, TextReader& texts) {
    const std::string_view id = texts.next();
    return (it.*call)(id, texts.headers(headers), now);
  });
}

}  // namespace

std::int32_t session_open(std::uint32_t seed_low, std::uint32_t seed_high) {
  const std::uint64_t seed = static_cast<std::uint64_t>(seed_high) << 32U | seed_low;
  auto session = std::make_unique<Session>(client::Options(), seed);
  session->options().limits.max_kept_body_bytes = max_kept_body_bytes;
  return static_cast<std::int32_t>(sessions().add(std::move(session)));
}

void session_close(std::uint32_t session) { sessions().remove(session); }

std::int32_t session_set_option(std::uint32_t handle, std::uint32_t option, double value) {
  Session* const session = sessions().find(handle);
  if (session == nullptr) return Boundary::failure(ErrorCode::not_connected);
  const auto set = set_option(session->options(), static_cast<records::Option>(option), value);
  return set ? 0 : Boundary::failure(set.error());
}

std::int32_t session_set_text_option(std::uint32_t handle, std::uint32_t option) {
  Session* const session = sessions().find(handle);
  if (session == nullptr) return Boundary::failure(ErrorCode::not_connected);
  TextReader texts(boundary().input);
  const auto set = set_text_option(session->options(), static_cast<records::TextOption>(option), texts.next());
  return set ? 0 : Boundary::failure(set.error());
}

std::int32_t session_set_connect_headers(std::uint32_t handle, std::uint32_t headers) {
  Session* const session = sessions().find(handle);
  if (session == nullptr) return Boundary::failure(ErrorCode::not_connected);
  TextReader texts(boundary().input);
  auto& connect_headers = session->options().connect_headers;
  connect_headers.clear();
  for (const stomp::Header& header : texts.headers(headers))
    connect_headers.emplace_back(header.name, header.value);
  return 0;
}

std::int32_t session_activate(std::uint32_t session, double now) {
  return run(session, [&](Session& it) { it.activate(now); });
}

std::int32_t session_deactivate(std::uint32_t session, std::uint32_t headers, std::uint32_t force, double now) {
  return run(session, [&](Session& it) {
    TextReader texts(boundary().input);
    it.deactivate(texts.headers(headers), force != 0, now);
  });
}

std::int32_t session_force_disconnect(std::uint32_t session, double now) {
  return run(session, [&](Session& it) { it.force_disconnect(now); });
}

std::int32_t session_retry_now(std::uint32_t session, double now) {
  return run(session, [&](Session& it) { it.retry_now(now); });
}

std::int32_t session_wake(std::uint32_t session, double now) {
  return run(session, [&](Session& it) { it.wake(now); });
}

std::int32_t session_publish(std::uint32_t session, std::uint32_t headers, std::uint32_t body, double body_size,
                             std::uint32_t flags, double now) {
  return request(session, [&](Session& it, TextReader& texts) {
    const client::Body description{body, static_cast<std::uint64_t>(body_size),
                                   (flags & records::body_flags::without_content_length) == 0,
                                   (flags & records::body_flags::has_nul) != 0};
    return it.publish(texts.headers(headers), description, now);
  });
}

std::int32_t session_subscribe(std::uint32_t session, std::uint32_t headers, double now) {
  return token_request(session,
                       [&](Session& it, TextReader& texts) { return it.subscribe(texts.headers(headers), now); });
}

std::int32_t session_unsubscribe(std::uint32_t session, std::uint32_t headers, double now) {
  return token_request(session, [&](Session& it, TextReader& texts) {
    const std::string_view id = texts.next();
    return it.unsubscribe(id, texts.headers(headers), now);
  });
}

std::int32_t session_ack(std::uint32_t session, std::uint32_t headers, double now) {
  return acknowledge(session, headers, now, &Session::ack);
}

std::int32_t session_nack(std::uint32_t session, std::uint32_t headers, double now) {
  return acknowledge(session, headers, now, &Session::nack);
}

std::int32_t session_begin(std::uint32_t session, std::uint32_t headers, double now) {
  return request(session, [&](Session& it, TextReader& texts) {
    const std::string_view id = texts.next();
    const auto begun = it.begin(id, texts.headers(headers), now);
    boundary().mailbox.text = it.last_id();
    return begun;
  });
}

std::int32_t session_commit(std::uint32_t session, std::uint32_t headers, double now) {
  return end_transaction(session, headers, now, &Session::commit);
}

std::int32_t session_abort(std::uint32_t session, std::uint32_t headers, double now) {
  return end_transaction(session, headers, now, &Session::abort);
}

std::int32_t session_watch_receipt(std::uint32_t session, double now) {
  return token_request(session,
                       [&](Session& it, TextReader& texts) { return it.watch_receipt(texts.next(), now); });
}

std::int32_t session_started(std::uint32_t session, std::uint32_t transport, double now) {
  return run(session, [&](Session& it) { it.handle_transport_started(transport, now); });
}

std::int32_t session_opened(std::uint32_t session, std::uint32_t transport, double now) {
  return run(session, [&](Session& it) {
    it.handle_transport_opened(transport, now);
    boundary().mailbox.text = it.refused_header();
  });
}

std::int32_t session_bytes(std::uint32_t session, std::uint32_t transport, std::uint32_t length,
                           std::int32_t units, std::uint32_t end_of_message, double now) {
  const Source source{boundary().input.octets(length), units};
  return run(session, source,
             [&](Session& it) { it.handle_bytes(transport, source.octets, end_of_message != 0, now); });
}

std::int32_t session_closed(std::uint32_t session, std::uint32_t transport, double now) {
  return run(session, [&](Session& it) { it.handle_transport_closed(transport, now); });
}

std::int32_t session_timeout(std::uint32_t session, double now) {
  return run(session, [&](Session& it) { it.handle_timeout(now); });
}

std::int32_t session_status(std::uint32_t handle) {
  const Session* const session = sessions().find(handle);
  if (session == nullptr) return 0;
  return static_cast<std::int32_t>(session->version()) * 2 + static_cast<std::int32_t>(session->connected());
}

}  // namespace hoofbeat::wasm
