#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "descriptor.hpp"
#include "poller.hpp"

namespace hoofbeat::load {

/// A connected socket that never blocks, and what it has not taken yet.
class Stream {
 public:
  /// `watcher` is told when there is something to read.
  Stream(Poller& poller, Watcher& watcher, Descriptor socket);

  /// Appended to by who has something to say; then `flush`.
  std::string outgoing;
  /// Gives the socket what it takes; the rest follows with `writable`.
  void flush();

  /// What has arrived, in memory that all streams share; nothing where there is nothing, or where the stream
  /// closes.
  std::span<char> read();
  bool open() const { return socket_.valid(); }
  void close() { socket_ = Descriptor(); }

 private:
  Poller& poller_;
  Watcher& watcher_;
  Descriptor socket_;
  std::size_t sent_ = 0;
  bool wants_writable_ = false;
};

/// Connects; throws Failure where that can't be.
Descriptor connect_to(const std::string& host, const std::string& port);

}  // namespace hoofbeat::load
