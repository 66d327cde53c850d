#pragma once

#include <string>
#include <string_view>

namespace hoofbeat::sockjs {

/// What a server tells of itself at `/info` (protocol 0.3.3, "Info test").
struct Info {
  /// The text was a JSON object. Where it was not, all else is as it would be for `{}`.
  bool valid = false;
  /// Whether WebSocket may be tried.
  bool websocket = true;
  /// Whether requests must carry cookies, as a load balancer may ask for.
  bool cookie_needed = false;
  /// Where sessions are to be opened, in place of the URL that was asked; empty: there. For ServiceUrl::rebased.
  std::string base_url;
};

/// Members that are missing, unknown or of another type leave their default; of a name that repeats the last
/// counts, as in JSON.parse.
Info read_info(std::string_view json);

}  // namespace hoofbeat::sockjs
