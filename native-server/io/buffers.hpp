#pragma once

#include <array>
#include <cstddef>

#include <boost/asio/buffer.hpp>

#include "core/output.hpp"

namespace hoofbeat::server {

/// Octets gathered before the next write begins; a larger frame is written by itself.
inline constexpr std::size_t gathered_octets = 64U << 10U;

/// Input of one connection that is taken before others have their turn, and what comes of it is written.
inline constexpr std::size_t octets_in_turn = 4096;

inline std::array<boost::asio::const_buffer, 3> buffers_of(const Transmit& transmit) {
  std::array<boost::asio::const_buffer, 3> buffers;
  const auto parts = transmit.parts();
  for (std::size_t i = 0; i < parts.size(); ++i) buffers[i] = {parts[i].data(), parts[i].size()};
  return buffers;
}

}  // namespace hoofbeat::server
