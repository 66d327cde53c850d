#include "installed_files.hpp"

#include <initializer_list>
#include <system_error>

namespace hoofbeat::server {
namespace {

namespace fs = std::filesystem;

fs::path find(const char* probe, std::initializer_list<const char*> places) {
  std::error_code error;
  const fs::path directory = fs::read_symlink("/proc/self/exe", error).parent_path();
  if (error) return {};
  for (const char* const place : places)
    if (fs::exists(directory / place / probe, error)) return fs::canonical(directory / place, error);
  return {};
}

}  // namespace

fs::path find_console() {
  return find("index.html",
              {"../../native-server/console", "../../../native-server/console", "../share/hoofbeat/console"});
}

fs::path find_package() { return find("index.js", {"../../dist", "../../../dist", "../share/hoofbeat/dist"}); }

}  // namespace hoofbeat::server
