#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/http.hpp"
#include "core/sockjs/route.hpp"

namespace hoofbeat::server::sockjs {

/// How frames are dressed on their way to the client.
enum class Framing : std::uint8_t { xhr, xhr_streaming, eventsource, htmlfile, jsonp, websocket, raw_websocket };

inline bool is_websocket(Framing framing) { return framing >= Framing::websocket; }
/// Whether a response ends with its first frame.
inline bool is_polling(Framing framing) { return framing == Framing::xhr || framing == Framing::jsonp; }

/// None where the endpoint gives no frames.
std::optional<Framing> framing_of(Endpoint endpoint);

std::string_view content_type_of(Framing framing);
/// What a streamed response begins with, lest a browser hold the first frames back.
std::string prelude_of(Framing framing, std::string_view callback);
/// One frame as the response has it.
std::string dressed(Framing framing, std::string_view frame, std::string_view callback);

/// The function's name that htmlfile and JSONP call, in the query's `c` or `callback`; or what to answer with
/// status 500.
struct Callback {
  std::string name;
  std::string_view problem;
};
Callback callback_of(const HttpRequest& request);

}  // namespace hoofbeat::server::sockjs
