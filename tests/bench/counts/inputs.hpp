#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace hoofbeat::bench {

/// Work that is to be counted, and what it returns where it did all of it.
struct Task {
  std::function<std::uint64_t()> work;
  std::uint64_t result;
};

struct Input {
  std::string_view name;
  /// What need not be counted.
  Task (*prepare)();
};

/// The same work at each start: no clock, no address and no chance has a say.
std::span<const Input> inputs();

}  // namespace hoofbeat::bench
