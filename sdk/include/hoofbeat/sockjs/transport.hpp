#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hoofbeat::sockjs {

/// In the order in which they are tried.
enum class Transport : std::uint8_t { websocket, xhr_streaming, eventsource, xhr_polling };

/// How one request or socket is used; see OpenExchange.
enum class ExchangeKind : std::uint8_t { info, web_socket, stream, poll, event_source, send, last_words, probe };

struct TransportTraits {
  std::string_view name;
  /// Of the URL that frames are received at.
  std::string_view endpoint;
  ExchangeKind receiver;
};

inline constexpr std::array<TransportTraits, 4> transports{{
    {"websocket", "websocket", ExchangeKind::web_socket},
    {"xhr-streaming", "xhr_streaming", ExchangeKind::stream},
    {"eventsource", "eventsource", ExchangeKind::event_source},
    {"xhr-polling", "xhr", ExchangeKind::poll},
}};

constexpr const TransportTraits& traits_of(Transport transport) {
  return transports[static_cast<std::size_t>(transport)];
}

/// Of several transports: bit n is the n-th.
using TransportSet = std::uint8_t;
inline constexpr TransportSet all_transports = 0b1111;

constexpr bool contains(TransportSet set, Transport transport) {
  return ((set >> static_cast<unsigned>(transport)) & 1U) != 0;
}

}  // namespace hoofbeat::sockjs
