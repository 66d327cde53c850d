#pragma once

#include <array>
#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace hoofbeat::server {

/// Tells when standard input ends, or can't be read: whoever held its other end is gone. What comes before is
/// dropped.
class InputEnd {
 public:
  InputEnd(boost::asio::io_context& io, std::function<void()> ended);
  /// `ended` is called once after this, never from within. Once at the most.
  void wait();

 private:
  void read();

  boost::asio::posix::stream_descriptor input_;
  std::function<void()> ended_;
  std::array<char, 256> dropped_{};
};

}  // namespace hoofbeat::server
