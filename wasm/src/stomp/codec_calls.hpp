#pragma once

#include <cstdint>

// The frame codec by itself, in the manner of session_calls.hpp.

namespace hoofbeat::wasm {

/// `version`: its number in the core. Returns the handle.
std::int32_t decoder_open(std::uint32_t version);
void decoder_close(std::uint32_t decoder);
/// A limit among the options of records.json; before the first octets.
std::int32_t decoder_set_limit(std::uint32_t decoder, std::uint32_t option, double value);
/// Takes the input; records: decoded_frame, decoded_heart_beats, decoding_failed.
std::int32_t decoder_feed(std::uint32_t decoder, std::uint32_t length, std::int32_t units,
                          std::uint32_t end_of_message);

/// Texts: the headers. `command` and `version`: their numbers. A body of `body_size` octets, of which only
/// content-length tells, and a NUL are to follow the head; 0: none. Mailbox: the head as text.
std::int32_t encode_head(std::uint32_t version, std::uint32_t command, std::uint32_t headers, double body_size,
                         std::uint32_t flags);

}  // namespace hoofbeat::wasm
