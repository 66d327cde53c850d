#include "io/http_framing.hpp"

#include <charconv>
#include <chrono>
#include <ctime>

#include <boost/beast/http/status.hpp>

#include "core/handshake.hpp"

namespace hoofbeat::server {
namespace {

void append_header(std::string& out, std::string_view name, std::string_view value) {
  ((out.append(name) += ": ") += value) += "\r\n";
}

// RFC 9110, section 5.6.7.
std::string http_date(std::chrono::system_clock::time_point at) {
  const std::time_t time = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

void append_delimiting(std::string& out, const HttpResponse& response, HttpDelimiting delimiting) {
  const bool has_body = response.status != 204 && response.status != 304;
  if (delimiting.chunked) {
    append_header(out, "Transfer-Encoding", "chunked");
  } else if (has_body && !response.streamed) {
    append_header(out, "Content-Length", std::to_string(response.body.size()));
  }
  if (!delimiting.keep_alive) {
    append_header(out, "Connection", "close");
  } else if (delimiting.version < 11) {
    append_header(out, "Connection", "keep-alive");
  }
}

}  // namespace

std::string head_of(const HttpResponse& response, HttpDelimiting delimiting) {
  const auto reason = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(response.status));
  std::string out = delimiting.version < 11 ? "HTTP/1.0 " : "HTTP/1.1 ";
  out += std::to_string(response.status) + ' ';
  out.append(reason.data(), reason.size()) += "\r\n";
  const auto now = std::chrono::system_clock::now();
  append_header(out, "Server", server_name());
  append_header(out, "Date", http_date(now));
  for (const auto& [name, value] : response.headers) append_header(out, name, value);
  if (response.expires_in)
    append_header(out, "Expires", http_date(now + std::chrono::seconds(*response.expires_in)));
  append_delimiting(out, response, delimiting);
  return out += "\r\n";
}

void append_chunk(std::string& out, std::string_view octets) {
  char digits[16];
  const auto [last, _] = std::to_chars(digits, digits + sizeof digits, octets.size(), 16);
  out.append(digits, last) += "\r\n";
  out.append(octets) += "\r\n";
}

void append_last_chunk(std::string& out) { out += "0\r\n\r\n"; }

}  // namespace hoofbeat::server
