#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hoofbeat::server {

/// Chosen by the caller, never used again.
using RequestId = std::uint64_t;

/// A header field (RFC 9110, section 5); its name is compared without regard to case.
struct HttpHeader {
  std::string name;
  std::string value;
};

/// A request that has arrived whole.
struct HttpRequest {
  std::string method;
  /// In origin form, as it came: `/path?query`, percent-encoded.
  std::string target;
  std::vector<HttpHeader> headers = {};
  std::string body = {};

  std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
  /// Without the question mark.
  std::string_view query() const;
  /// The first of this name.
  std::optional<std::string_view> header(std::string_view name) const;
};

/// What a request is answered with. How it is delimited, and Date and Server, are the transport's to write.
struct HttpResponse {
  unsigned status = 200;
  std::vector<HttpHeader> headers = {};
  std::string body = {};
  /// Further ReplyParts follow, each to be its own chunk, as `body` is.
  bool streamed = false;
  /// The header Expires, in seconds from now; none: no such header.
  std::optional<std::uint32_t> expires_in = std::nullopt;

  void set(std::string_view name, std::string_view value) {
    headers.push_back({std::string(name), std::string(value)});
  }
};

/// The response to a request, or its beginning.
struct Reply {
  RequestId request;
  HttpResponse response;
};
/// More of a streamed response.
struct ReplyPart {
  RequestId request;
  std::string octets;
  bool last = false;
};
/// A streamed response can't be continued: break the connection off.
struct ReplyAbort {
  RequestId request;
};

/// Whether two header names or tokens are the same (RFC 9110, section 5.1).
bool equal_ignoring_case(std::string_view a, std::string_view b);
/// Takes the first member, without the blanks around it, from a list whose members a separator parts.
std::string_view take_member(std::string_view& list, char separator);
/// Whether a comma-separated list has this member (RFC 9110, section 5.6.1), letter by letter.
bool list_contains(std::string_view list, std::string_view member);
/// The same without regard to case.
bool list_contains_token(std::string_view list, std::string_view token);

/// RFC 3986, section 2.1; none where an escape is incomplete.
std::optional<std::string> percent_decoded(std::string_view text);
/// A value of `application/x-www-form-urlencoded`, as queries and forms are: none where the name is missing; as it
/// came where it can't be decoded.
std::optional<std::string> form_value(std::string_view form, std::string_view name);

}  // namespace hoofbeat::server
