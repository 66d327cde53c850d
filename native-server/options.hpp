#pragma once

#include <variant>

#include "core/settings.hpp"

namespace hoofbeat::server {

/// The process is to end with this code: 0 after --help and --version, 2 where options or settings are wrong.
struct Exit {
  int code = 0;
};

/// Reads the command line, and the settings file that it names; the command line wins. What is wrong is told on
/// stderr, each problem with its key.
std::variant<Settings, Exit> read_options(int argc, const char* const* argv);

}  // namespace hoofbeat::server
