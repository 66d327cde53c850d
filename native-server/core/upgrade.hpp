#pragma once

#include <optional>
#include <string_view>

#include "core/settings.hpp"

namespace hoofbeat::server {

/// Whether STOMP's WebSocket is at this path: `/ws` or, where `path` is that, `/ws/websocket`.
bool is_websocket_path(const Settings& settings, std::string_view path);

/// Whether frames of this Sec-WebSocket-Version are those of RFC 6455: 13, and 7 and 8 of its drafts, which SockJS
/// admits.
bool is_websocket_version(std::string_view version);

/// Whether a page of this origin may use the server. No origin: not a browser.
bool is_origin_allowed(const Settings& settings, std::optional<std::string_view> origin);

/// The newest of the STOMP subprotocols in a Sec-WebSocket-Protocol header (RFC 6455, section 4.2.2); none where
/// it has none: such a client is let in without a subprotocol, and the version is agreed by CONNECT alone.
std::optional<std::string_view> choose_subprotocol(std::string_view offered);

}  // namespace hoofbeat::server
