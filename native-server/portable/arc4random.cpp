#include <sys/random.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>

// For std::random_device: libstdc++ as Debian 12 builds it takes this from the C library, which has it from
// glibc 2.36 on. With one of our own the program runs with 2.35, too.
extern "C" std::uint32_t arc4random() noexcept {
  std::uint32_t value = 0;
  // So few octets come whole (getrandom(2)), unless a signal comes before there are any.
  while (getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value))
    if (errno != EINTR) std::abort();
  return value;
}
