#pragma once

#include <cstddef>

namespace hoofbeat::sockjs {

/// Empties a string or vector. Memory beyond what is usual is given back, lest one large frame be paid for as long
/// as the session lasts.
template <class Container>
void empty_out(Container& container) {
  constexpr std::size_t usual_octets = 64U << 10U;
  container.clear();
  if (container.capacity() * sizeof(typename Container::value_type) > usual_octets) Container().swap(container);
}

}  // namespace hoofbeat::sockjs
