#pragma once

#include <string>
#include <string_view>

namespace hoofbeat::load {

/// ws://host:port/path
struct Url {
  std::string host;
  std::string port;
  std::string path;
};

/// Throws Failure where it is none.
Url parse_url(std::string_view text);

}  // namespace hoofbeat::load
