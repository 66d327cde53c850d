#pragma once

#include <filesystem>

namespace hoofbeat::server {

/// Where the console page lies beside this executable, in a build tree or installed; empty: nowhere.
std::filesystem::path find_console();
/// The same for the npm package's modules.
std::filesystem::path find_package();

}  // namespace hoofbeat::server
