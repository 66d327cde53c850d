#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/output.hpp"

namespace hoofbeat::server::test {

/// The fields of every event of this name, as `name=value name=value `.
inline std::vector<std::string> log_lines(const std::vector<LogEvent>& log, std::string_view event) {
  std::vector<std::string> lines;
  for (const LogEvent& each : log) {
    if (each.event != event) continue;
    std::string& line = lines.emplace_back();
    for (const auto& [name, value] : each.fields) line += std::string(name) + '=' + value + ' ';
  }
  return lines;
}

}  // namespace hoofbeat::server::test
