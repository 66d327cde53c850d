#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <hoofbeat/stomp/decoder.hpp>

// Fixed inputs, the same octets at each start.

namespace hoofbeat::bench {

/// This many octets of ASCII, none of which JSON or STOMP escapes.
std::string ascii_text(std::size_t octets);
/// About this many octets of European text: one to three for a character.
std::string european_text(std::size_t octets);

/// A MESSAGE of STOMP 1.2 as brokers write it, with six headers.
std::string message_frame(std::size_t number, std::string_view body);
/// The same, of this many octets in all, head and NUL included; at least 250.
std::string message_of(std::size_t number, std::size_t octets);
/// A MESSAGE with this many headers more, the values of which need escapes or don't.
std::string message_with_headers(std::size_t count, bool escaped);
/// A SEND to this destination.
std::string send_frame(std::string_view destination, std::string_view body);

/// What a decoder gave.
struct Decoded {
  std::size_t frames = 0;
  std::size_t header_octets = 0;
  std::size_t body_octets = 0;
};

/// Feeds one transport message in pieces of this size, and looks at each frame.
Decoded decode(stomp::Decoder& decoder, std::string_view octets, std::size_t piece);
/// A decoder of STOMP 1.2 with room for large frames.
stomp::Decoder decoder_of_1_2();

}  // namespace hoofbeat::bench
