#include "session_calls.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <hoofbeat/sockjs/client_session.hpp>
#include <hoofbeat/sockjs/close_code.hpp>

#include "boundary.hpp"
#include "handles.hpp"
#include "options.hpp"
#include "output_writer.hpp"

namespace hoofbeat::wasm {

using sockjs::ClientSession;

namespace {

struct Holder {
  std::uint64_t seed;
  sockjs::ClientOptions options;
  std::optional<ClientSession> session;  // none until the first call that is not about options
};

Handles<Holder>& holders() {
  static Handles<Holder> all;
  return all;
}

std::string_view input(std::uint32_t length) { return boundary().input.octets(length); }

// JavaScript reads the records after the call has returned, so the outputs' memory is let go of at the next one.
void drain(ClientSession& session) {
  while (session.has_output()) write_output(boundary().records, *session.poll_output());
  const auto due = session.poll_timeout();
  boundary().mailbox.deadline = due ? due->at : std::numeric_limits<double>::infinity();
  boundary().mailbox.due = static_cast<std::uint32_t>(due ? due->reason : sockjs::ClientDue::count_);
}

/// Begins a call: lets go of what the last one handed out. Null where there is no such session. Not inlined, as
/// `end` is not: each call would be twice as large.
[[gnu::noinline]] ClientSession* begin(std::uint32_t handle) {
  Holder* const holder = holders().find(handle);
  if (holder == nullptr) return nullptr;
  if (!holder->session) holder->session.emplace(holder->options, holder->seed);
  holder->session->poll_output();
  boundary().records.begin();
  return &*holder->session;
}

/// Ends it: collects all outputs.
[[gnu::noinline]] std::int32_t end(ClientSession& session) {
  drain(session);
  return boundary().deliver();
}

template <class Call>
std::int32_t run(std::uint32_t handle, Call call) {
  ClientSession* const session = begin(handle);
  if (session == nullptr) return Boundary::failure(ErrorCode::not_open);
  call(*session);
  return end(*session);
}

/// One request of the application's, which may be refused; nothing has happened then.
template <class Call>
std::int32_t request(std::uint32_t handle, Call call) {
  std::int32_t failure = 0;
  const std::int32_t words = run(handle, [&](ClientSession& session) {
    if (const auto result = call(session); !result) failure = Boundary::failure(result.error());
  });
  return failure < 0 ? failure : words;
}

template <class Set>
std::int32_t set_before_open(std::uint32_t handle, Set set) {
  Holder* const holder = holders().find(handle);
  if (holder == nullptr || holder->session) return Boundary::failure(ErrorCode::invalid_option);
  const auto result = set(holder->options);
  return result ? 0 : Boundary::failure(result.error());
}

}  // namespace

std::int32_t session_create(std::uint32_t seed_low, std::uint32_t seed_high) {
  auto holder = std::make_unique<Holder>();
  holder->seed = static_cast<std::uint64_t>(seed_high) << 32U | seed_low;
  return static_cast<std::int32_t>(holders().add(std::move(holder)));
}

void session_destroy(std::uint32_t session) { holders().remove(session); }

std::int32_t session_set_option(std::uint32_t session, std::uint32_t option, double value) {
  return set_before_open(session, [&](sockjs::ClientOptions& options) {
    return set_option(options, static_cast<records::Option>(option), value);
  });
}

std::int32_t session_set_text_option(std::uint32_t session, std::uint32_t option, std::uint32_t length) {
  return set_before_open(session, [&](sockjs::ClientOptions& options) {
    return set_text_option(options, static_cast<records::TextOption>(option), input(length));
  });
}

std::int32_t session_url(std::uint32_t session) {
  const Holder* const holder = holders().find(session);
  if (holder == nullptr) return Boundary::failure(ErrorCode::not_open);
  static std::string text;
  text = sockjs::ServiceUrl(holder->options.url).text();
  boundary().mailbox.text = std::string_view(text);
  return 0;
}

std::int32_t session_open(std::uint32_t session, double now) {
  return run(session, [&](ClientSession& it) { it.open(now); });
}

std::int32_t session_supply_session_id(std::uint32_t session, std::uint32_t length, double now) {
  return run(session, [&](ClientSession& it) { it.supply_session_id(input(length), now); });
}

std::int32_t session_send(std::uint32_t session, std::uint32_t length, double now) {
  return request(session, [&](ClientSession& it) { return it.send(input(length), now); });
}

std::int32_t session_close(std::uint32_t session, std::uint32_t code, std::uint32_t length, double now) {
  if (const auto refusal = sockjs::refuse_close(code, input(length))) return Boundary::failure(*refusal);
  if (holders().find(session) == nullptr) return 0;
  return request(
      session, [&](ClientSession& it) { return it.close(static_cast<std::uint16_t>(code), input(length), now); });
}

std::int32_t session_hide_page(std::uint32_t session) {
  return run(session, [](ClientSession& it) { it.hide_page(); });
}

std::int32_t session_expect_no_heartbeats(std::uint32_t session) {
  return run(session, [](ClientSession& it) { it.expect_no_heartbeats(); });
}

std::int32_t session_response(std::uint32_t session, std::uint32_t exchange, std::uint32_t status, double now) {
  return run(session,
             [&](ClientSession& it) { it.handle_response(exchange, static_cast<std::uint16_t>(status), now); });
}

std::int32_t session_bytes(std::uint32_t session, std::uint32_t exchange, std::uint32_t length, double now) {
  return run(session, [&](ClientSession& it) { it.handle_bytes(exchange, input(length), now); });
}

std::int32_t session_message(std::uint32_t session, std::uint32_t exchange, std::uint32_t length, double now) {
  return run(session, [&](ClientSession& it) { it.handle_message(exchange, input(length), now); });
}

std::int32_t session_ended(std::uint32_t session, std::uint32_t exchange, std::uint32_t complete,
                           std::uint32_t code, std::uint32_t length, double now) {
  return run(session, [&](ClientSession& it) {
    it.handle_ended(exchange, {complete != 0, static_cast<std::uint16_t>(code), input(length)}, now);
  });
}

std::int32_t session_timeout(std::uint32_t session, double now) {
  return run(session, [&](ClientSession& it) { it.handle_timeout(now); });
}

double session_buffered(std::uint32_t session) {
  const Holder* const holder = holders().find(session);
  return holder == nullptr || !holder->session ? 0 : static_cast<double>(holder->session->buffered());
}

}  // namespace hoofbeat::wasm
