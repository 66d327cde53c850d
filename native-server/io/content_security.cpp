#include "io/content_security.hpp"

#include <array>

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace hoofbeat::server {
namespace {

constexpr std::string_view opening = "<script type=\"importmap\">";
constexpr std::string_view closing = "</script>";

std::string hash_source(std::string_view script) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(script.data()), script.size(), digest.data());
  // 4 characters for every 3 octets begun, and the NUL that is written behind them.
  std::array<unsigned char, (SHA256_DIGEST_LENGTH + 2) / 3 * 4 + 1> text;
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
  return " 'sha256-" + std::string(text.begin(), text.begin() + length) + "'";
}

std::string import_map_sources(std::string_view html) {
  std::string sources;
  for (auto at = html.find(opening); at != std::string_view::npos; at = html.find(opening)) {
    html.remove_prefix(at + opening.size());
    const auto end = html.find(closing);
    if (end == std::string_view::npos) break;
    sources += hash_source(html.substr(0, end));
  }
  return sources;
}

}  // namespace

std::string content_security_policy(std::string_view html) {
  return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" + import_map_sources(html) +
         "; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss: http: https:; worker-src 'self' "
         "blob:; "
         "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
}

}  // namespace hoofbeat::server
