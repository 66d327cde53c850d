#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>

#include <boost/asio/buffer.hpp>

namespace hoofbeat::server {

/// What one read fills. Grows with what arrives, and shrinks again, so that an idle connection holds little.
class ReadBuffer {
 public:
  boost::asio::mutable_buffer buffer() { return {octets_.get(), size_}; }
  const char* data() const { return octets_.get(); }

  /// For the next read, after one that brought `octets`.
  void adapt(std::size_t octets) {
    if (octets == size_ && size_ < largest) return resize(size_ * 4);
    if (octets <= smallest && size_ > smallest) resize(smallest);
  }

 private:
  static constexpr std::size_t smallest = 512;
  static constexpr std::size_t largest = smallest * 4 * 4 * 4 * 2;  // 64 KiB

  void resize(std::size_t size) {
    size_ = std::min(size, largest);
    octets_ = std::make_unique_for_overwrite<char[]>(size_);
  }

  std::size_t size_ = smallest;
  std::unique_ptr<char[]> octets_ = std::make_unique_for_overwrite<char[]>(smallest);
};

}  // namespace hoofbeat::server
