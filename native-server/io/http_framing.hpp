#pragma once

#include <string>
#include <string_view>

#include "core/http.hpp"

namespace hoofbeat::server {

/// How a response is delimited (RFC 9112).
struct HttpDelimiting {
  /// 10 or 11.
  unsigned version = 11;
  bool keep_alive = true;
  bool chunked = false;
  /// To HEAD (RFC 9110, section 9.3.2).
  bool head_only = false;
};

/// The status line and headers of a response, those included that say how it is delimited.
std::string head_of(const HttpResponse& response, HttpDelimiting delimiting);

/// Appends one chunk (RFC 9112, section 7.1); `octets` is not empty.
void append_chunk(std::string& out, std::string_view octets);
/// Appends what ends a chunked body.
void append_last_chunk(std::string& out);

}  // namespace hoofbeat::server
