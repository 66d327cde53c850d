#pragma once

#include "core/output.hpp"

namespace hoofbeat::server {

/// A peer's transport, as the broker's outputs see it.
class Connection {
 public:
  virtual ~Connection() = default;

  /// Queues a frame; nothing is written before `flush`, so that many frames become one write.
  virtual void transmit(Transmit transmit) = 0;
  virtual void flush() = 0;
  /// Closes when what was queued is written, or after some seconds.
  virtual void close(CloseConnection close) = 0;

  /// Whether it is on the list of those to be flushed.
  bool awaits_flush = false;
};

}  // namespace hoofbeat::server
