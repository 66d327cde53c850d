#include "core/sockjs/route.hpp"

#include <algorithm>
#include <utility>

namespace hoofbeat::server::sockjs {
namespace {

constexpr std::pair<std::string_view, Endpoint> session_endpoints[] = {
    {"websocket", Endpoint::websocket},
    {"xhr", Endpoint::xhr},
    {"xhr_send", Endpoint::xhr_send},
    {"xhr_streaming", Endpoint::xhr_streaming},
    {"eventsource", Endpoint::eventsource},
    {"htmlfile", Endpoint::htmlfile},
    {"jsonp", Endpoint::jsonp},
    {"jsonp_send", Endpoint::jsonp_send},
};

// iframe[0-9-.a-z_]*.html
bool is_iframe_page(std::string_view name) {
  constexpr std::string_view begin = "iframe";
  constexpr std::string_view end = ".html";
  if (!name.starts_with(begin) || !name.ends_with(end) || name.size() < begin.size() + end.size()) return false;
  const std::string_view version = name.substr(begin.size(), name.size() - begin.size() - end.size());
  return std::all_of(version.begin(), version.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
  });
}

bool is_part(std::string_view part) { return !part.empty() && part.find('.') == std::string_view::npos; }

}  // namespace

Route route_of(std::string_view path) {
  if (path.empty() || path == "/") return {Endpoint::greeting};
  path.remove_prefix(1);
  if (path == "info") return {Endpoint::info};
  if (path == "websocket") return {Endpoint::raw_websocket};
  const auto first = path.find('/');
  if (first == std::string_view::npos) return {is_iframe_page(path) ? Endpoint::iframe : Endpoint::none};
  const auto second = path.find('/', first + 1);
  if (second == std::string_view::npos) return {};
  const std::string_view session = path.substr(first + 1, second - first - 1);
  if (!is_part(path.substr(0, first)) || !is_part(session)) return {};
  for (const auto& [name, endpoint] : session_endpoints)
    if (path.substr(second + 1) == name) return {endpoint, session};
  return {};
}

std::string_view methods_of(Endpoint endpoint) {
  switch (endpoint) {
    case Endpoint::info: return "OPTIONS, GET";
    case Endpoint::xhr:
    case Endpoint::xhr_streaming:
    case Endpoint::xhr_send: return "OPTIONS, POST";
    case Endpoint::jsonp_send: return "POST";
    default: return "GET";
  }
}

bool is_cross_origin(Endpoint endpoint) {
  return endpoint == Endpoint::eventsource || methods_of(endpoint).starts_with("OPTIONS");
}

}  // namespace hoofbeat::server::sockjs
