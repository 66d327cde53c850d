#include "core/sockjs/receiver.hpp"

#include <algorithm>

namespace hoofbeat::server::sockjs {

std::size_t InFlight::take(RequestId request, std::size_t octets) {
  std::size_t credit = 0;
  for (auto part = parts_.begin(); part != parts_.end();) {
    if (part->request != request) {
      ++part;
      continue;
    }
    const std::size_t taken = std::min(octets, part->octets);
    octets -= taken;
    octets_ -= taken;
    part->octets -= taken;
    if (part->octets > 0) break;
    credit += part->credit;
    part = parts_.erase(part);
  }
  return credit;
}

bool InFlight::has(RequestId request) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.request == request; });
}

}  // namespace hoofbeat::server::sockjs
