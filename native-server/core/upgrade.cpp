#include "core/upgrade.hpp"

#include <algorithm>

namespace hoofbeat::server {
namespace {

constexpr std::string_view newest_first[] = {"v12.stomp", "v11.stomp", "v10.stomp"};

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool contains(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (trimmed(list.substr(0, comma)) == wanted) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

}  // namespace

bool is_websocket_path(const Settings& settings, std::string_view path) {
  if (!path.starts_with(settings.path)) return false;
  path.remove_prefix(settings.path.size());
  return path.empty() || path == "/websocket";
}

bool is_origin_allowed(const Settings& settings, std::optional<std::string_view> origin) {
  const auto& allowed = settings.allowed_origins;
  return !origin || std::any_of(allowed.begin(), allowed.end(),
                                [&](std::string_view each) { return each == "*" || each == *origin; });
}

std::optional<std::string_view> choose_subprotocol(std::string_view offered) {
  for (const std::string_view protocol : newest_first)
    if (contains(offered, protocol)) return protocol;
  return std::nullopt;
}

}  // namespace hoofbeat::server
