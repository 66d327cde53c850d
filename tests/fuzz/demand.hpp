#pragma once

#include <cstdlib>
#include <iostream>

namespace hoofbeat::test {

/// Ends the process, which makes the fuzzer keep the input, where what must hold does not.
inline void demand(bool kept, const char* what) {
  if (kept) return;
  std::cerr << "not so: " << what << '\n';
  std::abort();
}

}  // namespace hoofbeat::test
