#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hoofbeat::sockjs {

/// Where a SockJS service is mounted, e.g. `https://user@host/ws?token=1`: all its URLs are made of this one by
/// text put behind the path, in front of the query (protocol 0.3.3, "Service URLs", "Session URLs").
class ServiceUrl {
 public:
  /// Whether the text can be a server's or a session's part of a path: 1 … 256 characters of ASCII, none of them a
  /// control or one of ` / . ? # \ " < >`.
  static bool is_part(std::string_view text);

  /// Whether the text can be one: http or https, a host, no fragment, no white space or control characters.
  static bool accepts(std::string_view url);

  /// A URL that `accepts`, normalised as the URL standard serialises it. Slashes that end the path are dropped.
  explicit ServiceUrl(std::string_view url);

  /// The URL itself. Where the path is `/` nothing stands behind the host.
  std::string text() const { return with_suffix(""); }
  /// E.g. `/info`.
  std::string with_suffix(std::string_view suffix) const;
  /// The endpoint of a session, e.g. `xhr_streaming`. Both ids are parts, and put in as they
  /// are.
  std::string session_endpoint(std::string_view server, std::string_view session, std::string_view endpoint) const;

  /// The same with ws for http and wss for https, for session_endpoint(…, "websocket").
  ServiceUrl web_socket() const;
  /// What `base_url` in a server's info makes of it. An absolute http or https URL takes its place, one that
  /// begins with a single slash takes the place of the path, and of the query where it has one. Nullopt: it is
  /// neither.
  std::optional<ServiceUrl> rebased(std::string_view base_url) const;

 private:
  ServiceUrl() = default;

  std::string base_;   // scheme, user info, host, port, path
  std::string query_;  // with its question mark
};

}  // namespace hoofbeat::sockjs
