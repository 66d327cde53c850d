#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include "core/close_frame.hpp"

namespace hoofbeat::server {

namespace net = boost::asio;
namespace beast = boost::beast;
using Socket = net::ip::tcp::socket;
using boost::system::error_code;

/// A socket whose writes go to memory until `flush`. Beast writes each WebSocket frame at once and whole, so its
/// own control frames and ours never mix, and many small frames leave in one system call.
class BufferedStream {
 public:
  using executor_type = Socket::executor_type;

  /// `read_ahead`: octets that were read from the socket together with what came before this protocol.
  BufferedStream(Socket socket, std::string read_ahead)
      : state_(std::make_shared<State>(std::move(socket), std::move(read_ahead))) {}

  executor_type get_executor() { return state_->socket.get_executor(); }
  Socket& socket() { return state_->socket; }

  /// Octets that were not given to the socket.
  std::size_t buffered() const { return state_->outgoing.size(); }
  /// Octets were given to the socket, and it has not taken them.
  bool writing() const { return state_->writing; }
  void flush() { state_->flush(); }
  /// Called when the socket has taken all octets of a flush.
  void on_flushed(std::function<void()> handler) { state_->on_flushed = std::move(handler); }

  template <class Buffers>
  std::size_t read_some(const Buffers& buffers, error_code& error) {
    return state_->socket.read_some(buffers, error);
  }

  template <class Buffers>
  std::size_t read_some(const Buffers& buffers) {
    return state_->socket.read_some(buffers);
  }

  /// From here on what is read is WebSocket, and close frames are answered as `corrected_close_code` says.
  void correct_closes() { state_->finder.emplace(); }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    if (state_->read_ahead.empty()) {
      return net::async_initiate<Handler, void(error_code, std::size_t)>(
          [state = state_](auto&& completion, const Buffers& into) {
            read_watched(std::move(state), into, std::forward<decltype(completion)>(completion));
          },
          handler, buffers);
    }
    const std::size_t octets = net::buffer_copy(buffers, net::buffer(state_->read_ahead));
    state_->read_ahead.erase(0, octets);
    state_->look_at(buffers, octets);
    return complete(std::forward<Handler>(handler), octets);
  }

  template <class Buffers>
  std::size_t write_some(const Buffers& buffers, error_code& error) {
    error = {};
    return state_->append(buffers);
  }

  template <class Buffers>
  std::size_t write_some(const Buffers& buffers) {
    return state_->append(buffers);
  }

  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    const std::size_t octets = state_->append(buffers);
    state_->flush();
    return complete(std::forward<Handler>(handler), octets);
  }

  /// RFC 6455, section 7.1.1: what was written goes out before the connection closes.
  template <class Handler>
  friend void async_teardown(beast::role_type, BufferedStream& stream, Handler&& handler) {
    stream.state_->close_later();
    tear_down(stream.state_, std::forward<Handler>(handler));
  }
  friend void teardown(beast::role_type role, BufferedStream& stream, error_code& error) {
    beast::websocket::teardown(role, stream.state_->socket, error);
  }
  friend void beast_close_socket(BufferedStream& stream) {
    error_code ignored;
    stream.state_->socket.close(ignored);
  }

 private:
  /// Outlives the stream while a write is under way.
  struct State : std::enable_shared_from_this<State> {
    State(Socket s, std::string octets) : socket(std::move(s)), read_ahead(std::move(octets)) {}

    template <class Buffers>
    void look_at(const Buffers& buffers, std::size_t octets) {
      if (!finder) return;
      for (auto each = net::buffer_sequence_begin(buffers); octets > 0; ++each) {
        const net::const_buffer part(*each);
        const std::size_t size = std::min(octets, part.size());
        octets -= size;
        const auto payload = finder->feed({static_cast<const char*>(part.data()), size});
        if (payload) close_answer = corrected_close_code(*payload);
      }
    }

    // Beast writes a frame at once, and a close frame is its last.
    template <class Buffers>
    bool is_close(const Buffers& buffers) const {
      const net::const_buffer first(*net::buffer_sequence_begin(buffers));
      return first.size() > 0 && *static_cast<const unsigned char*>(first.data()) == 0x88;
    }

    template <class Buffers>
    std::size_t append(const Buffers& buffers) {
      if (close_answer && is_close(buffers)) {
        outgoing += close_frame(*close_answer);
        return net::buffer_size(buffers);
      }
      const std::size_t before = outgoing.size();
      outgoing.reserve(before + net::buffer_size(buffers));
      for (auto each = net::buffer_sequence_begin(buffers); each != net::buffer_sequence_end(buffers); ++each)
        outgoing.append(static_cast<const char*>(net::const_buffer(*each).data()),
                        net::const_buffer(*each).size());
      return outgoing.size() - before;
    }

    void flush() {
      if (writing || outgoing.empty()) return;
      writing = true;
      in_flight.swap(outgoing);
      net::async_write(socket, net::buffer(in_flight),
                       [self = shared_from_this()](error_code error, std::size_t) { self->flushed(error); });
    }

    void flushed(error_code error) {
      writing = false;
      in_flight = {};
      if (error) {
        outgoing = {};
        error_code ignored;
        socket.close(ignored);  // the read that waits tells the owner
        return;
      }
      if (on_flushed) on_flushed();
      flush();
    }

    // Some of what has arrived; others want their turn.
    error_code discard() {
      char octets[4096];
      error_code error;
      for (int i = 0; i < 16 && !error; ++i) {
        if (socket.available(error) == 0 && i > 0) break;
        if (!error) socket.read_some(net::buffer(octets), error);
      }
      return error;
    }

    // Nobody keeps a connection by sending for ever.
    void close_later() {
      const auto timer = std::make_shared<net::steady_timer>(socket.get_executor(), std::chrono::seconds(5));
      timer->async_wait([timer, self = shared_from_this()](error_code) {
        error_code ignored;
        self->socket.close(ignored);
      });
    }

    Socket socket;
    std::string read_ahead;
    std::string outgoing;
    std::string in_flight;
    bool writing = false;
    std::function<void()> on_flushed;
    std::optional<CloseFrameFinder> finder;
    std::optional<std::uint16_t> close_answer;
  };

  template <class Buffers, class Completion>
  static void read_watched(std::shared_ptr<State> state, const Buffers& buffers, Completion&& completion) {
    Socket& socket = state->socket;
    socket.async_read_some(buffers,
                           [state = std::move(state), buffers, completion = std::forward<Completion>(completion)](
                               error_code error, std::size_t octets) mutable {
                             state->look_at(buffers, octets);
                             std::move(completion)(error, octets);
                           });
  }

  template <class Handler>
  auto complete(Handler&& handler, std::size_t octets) {
    return net::async_initiate<Handler, void(error_code, std::size_t)>(
        [executor = get_executor(), octets](auto&& completion) {
          net::post(executor, beast::bind_front_handler(std::forward<decltype(completion)>(completion),
                                                        error_code(), octets));
        },
        handler);
  }

  // First what is being written, then our end of the connection, then what the peer still sends: a socket that is
  // closed with unread octets resets the connection, and the peer may lose what we sent last.
  template <class Handler>
  static void tear_down(std::shared_ptr<State> state, Handler&& handler) {
    const bool is_written = !state->writing;
    if (is_written) {
      error_code ignored;
      state->socket.shutdown(Socket::shutdown_send, ignored);
    }
    auto& socket = state->socket;
    socket.async_wait(is_written ? Socket::wait_read : Socket::wait_write,
                      [state = std::move(state), is_written,
                       handler = std::forward<Handler>(handler)](error_code error) mutable {
                        if (!error && is_written) error = state->discard();
                        if (error) return std::move(handler)(error == net::error::eof ? error_code() : error);
                        tear_down(std::move(state), std::move(handler));
                      });
  }

  std::shared_ptr<State> state_;
};

}  // namespace hoofbeat::server
