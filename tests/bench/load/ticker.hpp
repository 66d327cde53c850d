#pragma once

#include <cstdint>

#include "poller.hpp"

namespace hoofbeat::load {

/// Ends a poller's wait at regular times.
class Ticker : public Watcher {
 public:
  Ticker(Poller& poller, std::uint64_t interval_nanoseconds);
  void readable() override;

 private:
  Descriptor timer_;
};

}  // namespace hoofbeat::load
