#include "io/input_end.hpp"

#include <unistd.h>

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

namespace hoofbeat::server {

InputEnd::InputEnd(boost::asio::io_context& io, std::function<void()> ended)
    : input_(io), ended_(std::move(ended)) {}

void InputEnd::wait() {
  boost::system::error_code error;
  input_.assign(STDIN_FILENO, error);
  if (!error) return read();
  // It was closed before we began.
  boost::asio::post(input_.get_executor(), ended_);
}

void InputEnd::read() {
  input_.async_read_some(boost::asio::buffer(dropped_), [this](boost::system::error_code error, std::size_t) {
    if (error) return ended_();
    read();
  });
}

}  // namespace hoofbeat::server
