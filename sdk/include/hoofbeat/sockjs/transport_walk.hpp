#pragma once

#include <cstddef>
#include <optional>

#include <hoofbeat/error.hpp>
#include <hoofbeat/sockjs/transport.hpp>

namespace hoofbeat::sockjs {

/// The transports in their order, each once.
class TransportWalk {
 public:
  struct Step {
    Transport transport;
    /// Why it is not to be tried; none: it is.
    std::optional<ErrorCode> obstacle;
  };

  TransportWalk() = default;
  TransportWalk(TransportSet supported, TransportSet selected, bool server_takes_websocket)
      : supported_(supported), selected_(selected), server_takes_websocket_(server_takes_websocket) {}

  std::optional<Step> next() {
    if (next_ == transports.size()) return std::nullopt;
    const auto transport = static_cast<Transport>(next_++);
    return Step{transport, obstacle_of(transport)};
  }

 private:
  std::optional<ErrorCode> obstacle_of(Transport transport) const {
    if (!contains(selected_, transport)) return ErrorCode::transport_not_selected;
    if (!contains(supported_, transport)) return ErrorCode::transport_not_supported;
    if (transport == Transport::websocket && !server_takes_websocket_) return ErrorCode::websocket_disabled;
    return std::nullopt;
  }

  TransportSet supported_ = 0;
  TransportSet selected_ = 0;
  bool server_takes_websocket_ = false;
  std::size_t next_ = 0;
};

}  // namespace hoofbeat::sockjs
