#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace hoofbeat::server {

/// A file that may be served.
struct StaticFile {
  std::filesystem::path path;
  std::string_view content_type;
  /// Strong, quotation marks included (RFC 9110, section 8.8.3).
  std::string etag;
};

/// The console page at `/` and the npm package's modules at `/hoofbeat/`.
class StaticFiles {
 public:
  /// An empty directory: nothing is served from it.
  StaticFiles(const std::filesystem::path& console, const std::filesystem::path& package);

  /// The file for a request's path, still percent-encoded and without query. None: there is none, or it lies
  /// outside of the two directories, by `..` or by a symbolic link.
  std::optional<StaticFile> find(std::string_view encoded_path) const;

 private:
  std::filesystem::path console_;
  std::filesystem::path package_;
};

/// By the file name's extension; text is UTF-8.
std::string_view content_type_of(const std::filesystem::path& path);

}  // namespace hoofbeat::server
