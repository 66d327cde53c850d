#include <hoofbeat/sockjs/service_url.hpp>

#include <algorithm>

namespace hoofbeat::sockjs {
namespace {

constexpr std::string_view behind_scheme = "://";

// "http" or "https" at the front, in whatever case, with `://` behind it; 0 where there is none.
std::size_t scheme_length(std::string_view url) {
  const std::size_t length = url.find(behind_scheme);
  if (length != 4 && length != 5) return 0;
  for (std::size_t i = 0; i < length; ++i)
    if ((url[i] | 0x20) != "https"[i]) return 0;
  return length;
}

// The host's first octet: behind the user info.
std::size_t host_start(std::string_view url, std::size_t authority) {
  const std::size_t end = std::min(url.find_first_of("/?", authority), url.size());
  const std::size_t at = url.substr(authority, end - authority).rfind('@');
  return at == std::string_view::npos ? authority : authority + at + 1;
}

// No octet that the URL standard would drop, or read as something else than it looks.
bool is_plain_url(std::string_view text) {
  const bool is_visible = std::all_of(text.begin(), text.end(), [](char octet) {
    return static_cast<unsigned char>(octet) > 0x20 && octet != 0x7F && octet != '#';
  });
  return is_visible && text.substr(0, text.find('?')).find('\\') == std::string_view::npos;
}

constexpr std::size_t longest_part = 256;

}  // namespace

bool ServiceUrl::is_part(std::string_view text) {
  return !text.empty() && text.size() <= longest_part && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7F' && std::string_view("/.?#\\\"<>").find(c) == std::string_view::npos;
  });
}

bool ServiceUrl::accepts(std::string_view url) {
  const std::size_t scheme = scheme_length(url);
  if (scheme == 0 || !is_plain_url(url)) return false;
  const std::size_t host = host_start(url, scheme + behind_scheme.size());
  return host < url.size() && std::string_view("/?:").find(url[host]) == std::string_view::npos;
}

ServiceUrl::ServiceUrl(std::string_view url) {
  const std::size_t query = std::min(url.find('?'), url.size());
  base_ = url.substr(0, query);
  query_ = url.substr(query);
  for (std::size_t i = 0; i < scheme_length(base_); ++i) base_[i] = static_cast<char>(base_[i] | 0x20);
  while (base_.ends_with('/')) base_.pop_back();
}

std::string ServiceUrl::with_suffix(std::string_view suffix) const {
  std::string url = base_;
  (url += suffix) += query_;
  return url;
}

std::string ServiceUrl::session_endpoint(std::string_view server, std::string_view session,
                                         std::string_view endpoint) const {
  std::string suffix;
  for (const std::string_view part : {server, session, endpoint}) (suffix += '/') += part;
  return with_suffix(suffix);
}

ServiceUrl ServiceUrl::web_socket() const {
  ServiceUrl url;
  url.base_ = "ws";
  url.base_ += std::string_view(base_).substr(std::min(base_.size(), std::string_view("http").size()));
  url.query_ = query_;
  return url;
}

std::optional<ServiceUrl> ServiceUrl::rebased(std::string_view base_url) const {
  if (accepts(base_url)) return ServiceUrl(base_url);
  const bool is_path = base_url.starts_with('/') && !base_url.starts_with("//");
  if (!is_path || !is_plain_url(base_url)) return std::nullopt;
  const std::size_t path = base_.find('/', scheme_length(base_) + behind_scheme.size());
  std::string url = base_.substr(0, path);
  url += base_url;
  if (base_url.find('?') == std::string_view::npos) url += query_;
  return ServiceUrl(url);
}

}  // namespace hoofbeat::sockjs
