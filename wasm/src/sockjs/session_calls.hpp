#pragma once

#include <cstdint>

// The SockJS client session as JavaScript sees it: numbers in, a number of record words out, or below 0 an error
// (see BoundaryBase::failure). A text or octets are handed in through the input, `length` octets of it. `session`
// is a handle of session_create. Times are milliseconds, as in sockjs/client_session.hpp, which tells what each
// call does.

namespace hoofbeat::wasm {

/// The seed's low and high 32 bits. Returns the handle.
std::int32_t session_create(std::uint32_t seed_low, std::uint32_t seed_high);
void session_destroy(std::uint32_t session);

/// See sockjs-records.json for both kinds of options. Before all other calls.
std::int32_t session_set_option(std::uint32_t session, std::uint32_t option, double value);
std::int32_t session_set_text_option(std::uint32_t session, std::uint32_t option, std::uint32_t length);
/// Mailbox: the base URL as it is used, as text.
std::int32_t session_url(std::uint32_t session);

std::int32_t session_open(std::uint32_t session, double now);
std::int32_t session_supply_session_id(std::uint32_t session, std::uint32_t length, double now);
std::int32_t session_send(std::uint32_t session, std::uint32_t length, double now);
/// The input: the reason. Session 0: one that is over, whose close is looked at all the same.
std::int32_t session_close(std::uint32_t session, std::uint32_t code, std::uint32_t length, double now);
std::int32_t session_hide_page(std::uint32_t session);
std::int32_t session_expect_no_heartbeats(std::uint32_t session);

std::int32_t session_response(std::uint32_t session, std::uint32_t exchange, std::uint32_t status, double now);
std::int32_t session_bytes(std::uint32_t session, std::uint32_t exchange, std::uint32_t length, double now);
std::int32_t session_message(std::uint32_t session, std::uint32_t exchange, std::uint32_t length, double now);
/// The input: the reason of a WebSocket's close.
std::int32_t session_ended(std::uint32_t session, std::uint32_t exchange, std::uint32_t complete,
                           std::uint32_t code, std::uint32_t length, double now);
std::int32_t session_timeout(std::uint32_t session, double now);

/// Octets that wait to be sent.
double session_buffered(std::uint32_t session);

}  // namespace hoofbeat::wasm
