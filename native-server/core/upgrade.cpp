#include "core/upgrade.hpp"

#include <algorithm>

#include "core/http.hpp"

namespace hoofbeat::server {
namespace {

constexpr std::string_view newest_first[] = {"v12.stomp", "v11.stomp", "v10.stomp"};

}  // namespace

bool is_websocket_path(const Settings& settings, std::string_view path) {
  if (!path.starts_with(settings.path)) return false;
  path.remove_prefix(settings.path.size());
  return path.empty() || path == "/websocket";
}

bool is_websocket_version(std::string_view version) { return version == "13" || version == "8" || version == "7"; }

bool is_origin_allowed(const Settings& settings, std::optional<std::string_view> origin) {
  const auto& allowed = settings.allowed_origins;
  return !origin || std::any_of(allowed.begin(), allowed.end(),
                                [&](std::string_view each) { return each == "*" || each == *origin; });
}

std::optional<std::string_view> choose_subprotocol(std::string_view offered) {
  for (const std::string_view protocol : newest_first)
    if (list_contains(offered, protocol)) return protocol;
  return std::nullopt;
}

}  // namespace hoofbeat::server
