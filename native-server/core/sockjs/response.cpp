#include "core/sockjs/response.hpp"

#include <charconv>
#include <string>

namespace hoofbeat::server::sockjs {
namespace {

constexpr std::uint32_t year_s = 31'536'000;
constexpr std::string_view for_a_year = "public, max-age=31536000";
constexpr std::string_view not_cached = "no-store, no-cache, no-transform, must-revalidate, max-age=0";

void allow_origin(HttpResponse& response, const HttpRequest& request) {
  const auto origin = request.header("Origin");
  response.set("Access-Control-Allow-Origin", origin.value_or("*"));
  if (origin) response.set("Access-Control-Allow-Credentials", "true");
  response.set("Vary", "Origin");
  if (const auto wanted = request.header("Access-Control-Request-Headers"); wanted && !wanted->empty())
    response.set("Access-Control-Allow-Headers", *wanted);
}

// The cookie is there for a proxy to choose the server by; its value is the proxy's or the client's affair.
std::string session_cookie(const HttpRequest& request) {
  constexpr std::string_view name = "JSESSIONID=";
  std::string_view value = "dummy";
  std::string_view cookies = request.header("Cookie").value_or("");
  while (!cookies.empty()) {
    const std::string_view pair = take_member(cookies, ';');
    if (pair.starts_with(name)) value = pair.substr(name.size());
  }
  return std::string(name).append(value).append("; path=/");
}

std::string page_with(std::string_view client_url) {
  std::string page =
      "<!DOCTYPE html>\n<html>\n<head>\n"
      "  <meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\" />\n"
      "  <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\" />\n"
      "  <script src=\"";
  for (const char c : client_url) {
    if (c == '&') {
      page += "&amp;";
    } else if (c == '"') {
      page += "&quot;";
    } else {
      page += c;
    }
  }
  return page +=
         "\"></script>\n"
         "  <script>\n    document.domain = document.domain;\n    SockJS.bootstrap_iframe();\n  </script>\n"
         "</head>\n<body>\n  <h2>Don't panic!</h2>\n"
         "  <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>\n</body>\n</html>";
}

// FNV-1a: the page changes with the settings alone, and nobody gains by two pages with one tag.
std::string etag_of(std::string_view page) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : page) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  char digits[16];
  const auto [last, _] = std::to_chars(digits, digits + sizeof digits, hash, 16);
  return '"' + std::string(digits, last) + '"';
}

bool is_known(const HttpRequest& request, std::string_view etag) {
  const auto known = request.header("If-None-Match");
  return known && (*known == "*" || known->find(etag) != std::string_view::npos);
}

bool has_session(Endpoint endpoint) { return endpoint >= Endpoint::xhr; }

}  // namespace

HttpResponse response_to(const HttpRequest& request, const Service& service, Endpoint endpoint, unsigned status) {
  HttpResponse response{.status = status};
  if (has_session(endpoint) && service.cookie_needed) response.set("Set-Cookie", session_cookie(request));
  if (is_cross_origin(endpoint)) allow_origin(response, request);
  if (has_session(endpoint) || endpoint == Endpoint::info) response.set("Cache-Control", not_cached);
  return response;
}

HttpResponse with_body(HttpResponse response, std::string_view body, std::string_view type) {
  response.set("Content-Type", type);
  response.body = body;
  return response;
}

HttpResponse greeting() { return with_body({}, "Welcome to SockJS!\n"); }

HttpResponse not_found() { return with_body({.status = 404}, "There is nothing here.\n"); }

HttpResponse method_not_allowed(Endpoint endpoint) {
  HttpResponse response{.status = 405};
  response.set("Allow", methods_of(endpoint));
  return response;
}

HttpResponse preflight(const HttpRequest& request, const Service& service, Endpoint endpoint) {
  HttpResponse response{.status = 204, .expires_in = year_s};
  if (has_session(endpoint) && service.cookie_needed) response.set("Set-Cookie", session_cookie(request));
  allow_origin(response, request);
  response.set("Access-Control-Allow-Methods", methods_of(endpoint));
  response.set("Access-Control-Max-Age", std::to_string(year_s));
  response.set("Cache-Control", for_a_year);
  return response;
}

HttpResponse info(const HttpRequest& request, const Service& service, std::uint32_t entropy) {
  const auto text = [](bool value) { return value ? "true" : "false"; };
  std::string json = "{\"websocket\":";
  json += text(service.websocket);
  json += R"(,"origins":["*:*"],"cookie_needed":)";
  json += text(service.cookie_needed);
  json += ",\"entropy\":" + std::to_string(entropy) + '}';
  return with_body(response_to(request, service, Endpoint::info, 200), json, "application/json; charset=UTF-8");
}

HttpResponse iframe_page(const HttpRequest& request, std::string_view client_url) {
  const std::string page = page_with(client_url);
  const std::string etag = etag_of(page);
  HttpResponse response{.status = is_known(request, etag) ? 304U : 200U, .expires_in = year_s};
  response.set("Cache-Control", for_a_year);
  response.set("ETag", etag);
  return response.status == 304 ? response : with_body(std::move(response), page, "text/html; charset=UTF-8");
}

}  // namespace hoofbeat::server::sockjs
