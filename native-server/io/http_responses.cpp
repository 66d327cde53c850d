#include "io/http_responses.hpp"

#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/file_body.hpp>

#include "core/handshake.hpp"
#include "core/upgrade.hpp"
#include "io/content_security.hpp"

namespace hoofbeat::server {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using BeastText = beast::string_view;

BeastText text_of(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view_of(BeastText text) { return {text.data(), text.size()}; }

std::optional<std::string_view> header(const BeastRequest& request, http::field field) {
  const auto at = request.find(field);
  return at == request.end() ? std::nullopt : std::optional(view_of(at->value()));
}

template <class Body>
http::response<Body> response_to(const BeastRequest& request, http::status status) {
  http::response<Body> response(status, request.version());
  response.set(http::field::server, text_of(server_name()));
  response.set("X-Content-Type-Options", "nosniff");
  response.keep_alive(request.keep_alive());
  return response;
}

// A page of another origin may import the package's modules, if it may use the broker.
template <class Body>
void let_origin_in(http::response<Body>& response, const BeastRequest& request, const Settings& settings) {
  const auto origin = header(request, http::field::origin);
  if (!origin || !is_origin_allowed(settings, origin)) return;
  response.set(http::field::access_control_allow_origin, text_of(*origin));
  response.set(http::field::vary, "Origin");
}

template <class Body>
void set_file_headers(http::response<Body>& response, const StaticFile& file, std::string_view policy) {
  response.set(http::field::content_type, text_of(file.content_type));
  response.set(http::field::etag, file.etag);
  response.set(http::field::cache_control, "no-cache");
  response.set("Content-Security-Policy", text_of(policy));
  response.set("Referrer-Policy", "no-referrer");
}

bool is_not_modified(const BeastRequest& request, const StaticFile& file) {
  const auto known = header(request, http::field::if_none_match);
  return known && (*known == "*" || known->find(file.etag) != std::string_view::npos);
}

// Only a page has import maps; they are few octets long.
std::string policy_for(const StaticFile& file) {
  if (!file.content_type.starts_with("text/html")) return content_security_policy("");
  std::ifstream page(file.path, std::ios::binary);
  return content_security_policy(std::string(std::istreambuf_iterator<char>(page), {}));
}

http::message_generator not_modified(const BeastRequest& request, const StaticFile& file,
                                     const Settings& settings) {
  auto response = response_to<http::empty_body>(request, http::status::not_modified);
  set_file_headers(response, file, policy_for(file));
  let_origin_in(response, request, settings);
  return response;
}

http::message_generator content(const BeastRequest& request, const StaticFile& file, const Settings& settings) {
  beast::error_code error;
  http::file_body::value_type body;
  body.open(file.path.c_str(), beast::file_mode::scan, error);
  if (error) return text_response(request, http::status::not_found, "There is no such file here.");
  auto response = response_to<http::file_body>(request, http::status::ok);
  set_file_headers(response, file, policy_for(file));
  let_origin_in(response, request, settings);
  if (request.method() == http::verb::head) {
    http::response<http::empty_body> head(std::move(response.base()));
    head.content_length(body.size());
    return head;
  }
  response.content_length(body.size());
  response.body() = std::move(body);
  return response;
}

}  // namespace

http::message_generator text_response(const BeastRequest& request, http::status status, std::string text) {
  text += '\n';
  auto response = response_to<http::string_body>(request, status);
  response.set(http::field::content_type, "text/plain; charset=utf-8");
  if (status == http::status::method_not_allowed) response.set(http::field::allow, "GET, HEAD");
  response.content_length(text.size());
  if (request.method() == http::verb::head) {
    http::response<http::empty_body> head(std::move(response.base()));
    return head;
  }
  response.body() = std::move(text);
  return response;
}

http::message_generator file_response(const BeastRequest& request, const StaticFiles& files,
                                      const Settings& settings) {
  if (request.method() != http::verb::get && request.method() != http::verb::head)
    return text_response(request, http::status::method_not_allowed, "Only GET and HEAD are answered here.");
  const std::string_view target = view_of(request.target());
  const std::string_view path = target.substr(0, target.find('?'));
  const auto file = files.find(path);
  if (!file) return text_response(request, http::status::not_found, "There is no such file here.");
  return is_not_modified(request, *file) ? not_modified(request, *file, settings)
                                         : content(request, *file, settings);
}

}  // namespace hoofbeat::server
