#pragma once

#include <memory>
#include <string>

#include "core/output.hpp"
#include "core/settings.hpp"

namespace spdlog {
class logger;
}

namespace hoofbeat::server {

/// One line on stderr for each event: `<time> <level> <event> connection=… name=value …`, or a JSON object.
class Log {
 public:
  /// `settings.log_level` and `settings.log_format` have been checked.
  explicit Log(const Settings& settings);
  ~Log();

  void write(const LogEvent& event);

 private:
  bool json_;
  std::unique_ptr<spdlog::logger> logger_;
};

/// What follows time and level. Values can't forge a line: controls are escaped, and in text what is not a plain
/// word stands in quotation marks.
std::string text_line(const LogEvent& event);
/// The members behind "ts" and "level", and the closing brace.
std::string json_line(const LogEvent& event);

}  // namespace hoofbeat::server
