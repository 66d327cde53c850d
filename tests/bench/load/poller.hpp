#pragma once

#include "descriptor.hpp"

namespace hoofbeat::load {

/// What waits for sockets and timers.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void readable() = 0;
  virtual void writable() {}
};

/// epoll(7), level-triggered.
class Poller {
 public:
  Poller();

  void add(int descriptor, Watcher& watcher);
  /// Whether `writable` is wanted as well.
  void want_writable(int descriptor, Watcher& watcher, bool wanted);
  /// Waits for something to happen, at most so many milliseconds, and tells whom it concerns. None of them may be
  /// destroyed meanwhile.
  void wait(int milliseconds);

 private:
  Descriptor epoll_;
};

}  // namespace hoofbeat::load
