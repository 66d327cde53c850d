#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace hoofbeat::sockjs {

/// Messages that wait for a POST, in order, each as the JSON string it is sent as.
class SendBuffer {
 public:
  bool empty() const { return messages_.empty(); }
  std::size_t size() const { return messages_.size(); }
  /// With what is on its way.
  std::size_t octets() const { return octets_ + in_flight_octets_; }

  void push(std::string quoted);
  /// Appends a JSON array of the first messages to `out`: as many as `max_octets` holds, and at least one. They
  /// are on their way until `settle`.
  void take_batch(std::string& out, std::size_t max_octets);
  /// What was on its way has arrived.
  void settle();
  /// Those on their way and those that wait.
  std::size_t unconfirmed() const { return in_flight_ + messages_.size(); }
  void clear();

 private:
  std::deque<std::string> messages_;
  std::size_t octets_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t in_flight_octets_ = 0;
};

}  // namespace hoofbeat::sockjs
