#pragma once

#include <cstddef>
#include <cstdint>

namespace hoofbeat::server {

/// Counts since the start, and what there is now.
struct Statistics {
  std::uint64_t published = 0;      ///< messages accepted
  std::uint64_t delivered = 0;      ///< MESSAGE frames
  std::uint64_t dead_lettered = 0;  ///< messages moved to the dead letter queue
  std::uint64_t dropped = 0;        ///< queue messages given up; each has its line in the log
  std::uint64_t refused = 0;        ///< ERROR frames
  std::uint64_t cut_off = 0;        ///< slow consumers

  std::size_t destinations = 0;  ///< topics and queues
  std::size_t stored_bytes = 0;  ///< octets in all queues
};

}  // namespace hoofbeat::server
