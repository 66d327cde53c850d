#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace hoofbeat::server {

/// What was read from a socket and not yet used. Occupies next to nothing while there is none.
class ArrivedOctets {
 public:
  ArrivedOctets() = default;
  explicit ArrivedOctets(std::string octets) : octets_(std::move(octets)) {}

  bool empty() const { return used_ == octets_.size(); }
  std::span<char> octets() { return {octets_.data() + used_, octets_.size() - used_}; }
  std::string_view view() const { return std::string_view(octets_).substr(used_); }
  void use(std::size_t octets) {
    used_ += octets;
    if (!empty()) return;
    octets_ = {};
    used_ = 0;
  }

 private:
  std::string octets_;
  std::size_t used_ = 0;
};

/// Where a read puts octets for a moment: one place for all connections of a thread, so that none of them holds
/// room for what may never arrive.
inline std::span<char> landing_place() {
  static thread_local std::array<char, 64U << 10U> octets;
  return octets;
}

}  // namespace hoofbeat::server
