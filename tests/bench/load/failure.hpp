#pragma once

#include <stdexcept>

namespace hoofbeat::load {

/// Why a measurement can't be made, for people.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The same for a system call: `what`, and what errno says.
Failure system_failure(const char* what);

}  // namespace hoofbeat::load
