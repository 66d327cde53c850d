#pragma once

#include <cstdint>

// The client session as JavaScript sees it: numbers in, a number of record words out, or below 0 an error (see
// Boundary::failure). Texts are handed in through the input (see TextReader). `session` is a handle of
// session_open. Times are milliseconds, as in client/session.hpp, which tells what each call does.

namespace hoofbeat::wasm {

/// The seed's low and high 32 bits. Returns the handle.
std::int32_t session_open(std::uint32_t seed_low, std::uint32_t seed_high);
void session_close(std::uint32_t session);

/// See records.json for both kinds of options. Texts: that of the option.
std::int32_t session_set_option(std::uint32_t session, std::uint32_t option, double value);
std::int32_t session_set_text_option(std::uint32_t session, std::uint32_t option);
/// Texts: the headers.
std::int32_t session_set_connect_headers(std::uint32_t session, std::uint32_t headers);

std::int32_t session_activate(std::uint32_t session, double now);
/// Texts: DISCONNECT's headers.
std::int32_t session_deactivate(std::uint32_t session, std::uint32_t headers, std::uint32_t force, double now);
std::int32_t session_force_disconnect(std::uint32_t session, double now);
std::int32_t session_retry_now(std::uint32_t session, double now);
std::int32_t session_wake(std::uint32_t session, double now);

/// Texts: the headers. `flags`: body_flags.
std::int32_t session_publish(std::uint32_t session, std::uint32_t headers, std::uint32_t body, double body_size,
                             std::uint32_t flags, double now);
/// Texts: the headers. Mailbox: the token, and the id.
std::int32_t session_subscribe(std::uint32_t session, std::uint32_t headers, double now);
/// Texts: the id, the headers. Mailbox: the token, 0 where there was no such subscription.
std::int32_t session_unsubscribe(std::uint32_t session, std::uint32_t headers, double now);
/// Texts: the message's id, the subscription's, the headers.
std::int32_t session_ack(std::uint32_t session, std::uint32_t headers, double now);
std::int32_t session_nack(std::uint32_t session, std::uint32_t headers, double now);
/// Texts: the transaction's id, the headers. Mailbox: the id.
std::int32_t session_begin(std::uint32_t session, std::uint32_t headers, double now);
std::int32_t session_commit(std::uint32_t session, std::uint32_t headers, double now);
std::int32_t session_abort(std::uint32_t session, std::uint32_t headers, double now);
/// Texts: the receipt's id. Mailbox: the token.
std::int32_t session_watch_receipt(std::uint32_t session, double now);

std::int32_t session_started(std::uint32_t session, std::uint32_t transport, double now);
std::int32_t session_opened(std::uint32_t session, std::uint32_t transport, double now);
/// `units`: of the text that the input was encoded from, -1 for octets.
std::int32_t session_bytes(std::uint32_t session, std::uint32_t transport, std::uint32_t length,
                           std::int32_t units, std::uint32_t end_of_message, double now);
std::int32_t session_closed(std::uint32_t session, std::uint32_t transport, double now);
std::int32_t session_timeout(std::uint32_t session, double now);

/// Whether connected, and the version's number times two.
std::int32_t session_status(std::uint32_t session);

}  // namespace hoofbeat::wasm
