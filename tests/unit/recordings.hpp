#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hoofbeat::test {

/// A case of tests/vectors/peers, format: its README.
struct Recording {
  struct Event {
    enum class Kind { message, close, failed, ack_header } kind;
    /// The message's octets, or the header's value; none where there was no such header.
    std::optional<std::string> text;
  };

  std::string broker;
  std::string name;
  std::vector<Event> events;

  /// How many messages begin with this command: the brokers put one frame in each.
  std::size_t count(const std::string& command) const;
  /// Whether the broker, or the client's library, closed the connection in the end.
  bool closes() const;
};

/// All cases of `broker`: "spring", "rabbit" or "amq".
std::vector<Recording> load_recordings(const std::string& broker);

/// A text that was shortened in the middle, filled up again to its length, so that content-length is right. Others
/// as they are.
std::string completed(const std::string& text, std::size_t octets);

}  // namespace hoofbeat::test
