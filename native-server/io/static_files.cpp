#include "io/static_files.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "core/http.hpp"

namespace hoofbeat::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view package_prefix = "/hoofbeat/";

constexpr std::pair<std::string_view, std::string_view> content_types[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".cjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".ts", "text/plain; charset=utf-8"},
    {".md", "text/markdown; charset=utf-8"},
};

fs::path canonical_or_empty(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = path.empty() ? fs::path() : fs::canonical(path, error);
  return error ? fs::path() : canonical;
}

bool lies_in(const fs::path& path, const fs::path& directory) {
  return std::mismatch(directory.begin(), directory.end(), path.begin(), path.end()).first == directory.end();
}

std::string hexadecimal(std::uint64_t number) {
  char digits[16];
  const auto [last, _] = std::to_chars(digits, digits + sizeof digits, number, 16);
  return {digits, last};
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& console, const fs::path& package)
    : console_(canonical_or_empty(console)), package_(canonical_or_empty(package)) {}

std::optional<StaticFile> StaticFiles::find(std::string_view encoded_path) const {
  auto decoded = percent_decoded(encoded_path);
  if (!decoded || !decoded->starts_with('/') || decoded->find('\0') != std::string::npos) return std::nullopt;
  const bool is_package = decoded->starts_with(package_prefix);
  const fs::path& directory = is_package ? package_ : console_;
  if (directory.empty()) return std::nullopt;
  if (decoded->back() == '/') *decoded += "index.html";

  const fs::path path = canonical_or_empty(directory / decoded->substr(is_package ? package_prefix.size() : 1));
  std::error_code error;
  if (path.empty() || !lies_in(path, directory) || !fs::is_regular_file(path, error)) return std::nullopt;
  const auto size = fs::file_size(path, error);
  const auto changed = fs::last_write_time(path, error).time_since_epoch().count();
  if (error) return std::nullopt;
  return StaticFile{path, content_type_of(path),
                    '"' + hexadecimal(size) + '-' + hexadecimal(static_cast<std::uint64_t>(changed)) + '"'};
}

std::string_view content_type_of(const fs::path& path) {
  const std::string extension = path.extension().string();
  for (const auto& [known, type] : content_types)
    if (extension == known) return type;
  return "application/octet-stream";
}

}  // namespace hoofbeat::server
