#pragma once

#include <cstddef>

namespace hoofbeat::test {

/// What this thread has allocated with `new` since this was made. For tests of what a piece of work costs in
/// memory and copies, where a clock would only tell how busy the machine is.
class Allocations {
 public:
  Allocations();

  /// Octets that are held now and were not then.
  std::size_t live() const;
  /// The sum of all allocations' octets, freed or not.
  std::size_t total() const;
  std::size_t count() const;

 private:
  std::size_t live_;
  std::size_t total_;
  std::size_t count_;
};

}  // namespace hoofbeat::test
