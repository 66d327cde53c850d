#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/sockjs/transport.hpp>

namespace hoofbeat::sockjs {

/// Of a client session; read when it opens. Times are in milliseconds.
struct ClientOptions {
  /// The base URL, absolute, http or https, as the URL standard writes it.
  std::string url;
  /// What the surroundings have, and what of it the application lets be tried.
  TransportSet supported = all_transports;
  TransportSet selected = all_transports;
  /// The path's server part; empty: three digits by chance.
  std::string server;
  /// Characters of a session id, 1 … 256. Each attempt has a new one.
  std::uint32_t session_id_length = 8;
  /// Session ids come from the caller: see SessionIdWanted.
  bool supplies_session_ids = false;

  /// The server is of another origin than the page, which is told of no failure why: one more request asks.
  bool crosses_origins = false;

  /// How long /info may take.
  Time info_timeout = 8000;
  /// The least time that a transport gets for its `o`; more where /info took long.
  Time transport_timeout = 0;
  /// How long the server may be silent before it counts as lost; 0: for ever. None: twice the interval of its
  /// heartbeats and 5 s at the least, once it has sent three with nothing between them.
  std::optional<Time> silence_timeout;
  /// How long one POST may take.
  Time send_timeout = 60'000;
  /// How long what was sent before `close` may take to go out.
  Time flush_timeout = 5000;

  /// Of a frame that is received, in octets.
  std::size_t max_frame_bytes = 64U << 20U;
  std::size_t max_messages_per_frame = 1'000'000;
  /// Of what waits to be sent, in octets as written.
  std::size_t max_send_buffer_bytes = 64U << 20U;
  /// Messages that wait go out together up to so many octets; a longer message goes by itself.
  std::size_t max_post_bytes = 60'000;
};

}  // namespace hoofbeat::sockjs
