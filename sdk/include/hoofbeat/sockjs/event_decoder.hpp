#pragma once

#include <string>
#include <string_view>

namespace hoofbeat::sockjs {

/// Turns the data of events into frames. Some servers (npm's sockjs) percent-encode `%`, CR, LF and NUL in them,
/// and others (Spring) encode nothing. JSON holds none of the last three raw, so a `%` that does not begin `%25`
/// tells the second kind.
class EventDecoder {
 public:
  /// Valid until the next call.
  std::string_view decode(std::string_view data);

 private:
  bool is_plain_ = false;
  std::string decoded_;
};

}  // namespace hoofbeat::sockjs
