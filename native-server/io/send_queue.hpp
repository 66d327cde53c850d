#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/output.hpp"

namespace hoofbeat::server {

/// Frames that wait to be written to one transport. An empty one occupies no memory of its own.
class SendQueue {
 public:
  bool empty() const { return first_ == frames_.size(); }
  void push(Transmit transmit) { frames_.push_back(std::move(transmit)); }
  Transmit pop() {
    Transmit transmit = std::move(frames_[first_++]);
    if (empty()) clear();
    return transmit;
  }
  void clear() {
    frames_ = {};
    first_ = 0;
  }

 private:
  std::vector<Transmit> frames_;
  std::size_t first_ = 0;
};

}  // namespace hoofbeat::server
