#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include "core/close_frame.hpp"
#include "core/websocket_frame.hpp"
#include "io/arrived_octets.hpp"

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

  /// From here on what is read is WebSocket, frame by frame; close frames are answered as `corrected_close_code`
  /// says.
  void correct_closes() { state_->finder.emplace(); }

  /// The message that has arrived whole, if there is one that needs no more than to be unmasked; see
  /// `whole_message`. Only where Beast waits for a message's first octet. Valid until `use`, which goes on to what
  /// is behind it.
  std::optional<WholeMessage> arrived_message(std::size_t max_payload) {
    if (!state_->finder || !state_->finder->between_frames()) return std::nullopt;
    return whole_message(state_->arrived.octets(), max_payload);
  }
  /// All that has arrived, where it is no WebSocket's. Valid until `use`.
  std::string_view arrived() const { return state_->arrived.view(); }
  /// So many of the octets that have arrived are done with.
  void use(std::size_t octets) { state_->arrived.use(octets); }

  // Beast asks for these two, but reads by the next alone.
  template <class Buffers>
  std::size_t read_some(const Buffers& buffers, error_code& error) {
    return state_->socket.read_some(buffers, error);
  }

  template <class Buffers>
  std::size_t read_some(const Buffers& buffers) {
    return state_->socket.read_some(buffers);
  }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    if (!state_->arrived.empty()) return complete(std::forward<Handler>(handler), state_->hand_out(buffers));
    return net::async_initiate<Handler, void(error_code, std::size_t)>(
        [state = state_](auto&& completion, const Buffers& into) {
          read_when_ready(state, into, std::forward<decltype(completion)>(completion));
        },
        handler, buffers);
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

  /// As `write_some`, past whoever else writes to the stream.
  void append(std::string_view octets) { state_->outgoing += octets; }

  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    const std::size_t octets = state_->append(buffers);
    state_->unasked += octets;
    if (state_->unasked > most_unasked) beast_close_socket(*this);
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
  static constexpr std::size_t most_unasked = 1U << 20U;

  /// Outlives the stream while a write is under way.
  struct State : std::enable_shared_from_this<State> {
    State(Socket s, std::string octets) : socket(std::move(s)), arrived(std::move(octets)) {
      error_code ignored;
      socket.non_blocking(true, ignored);
    }

    // How many of these octets go to the reader at once: what is behind the end of a frame stays, since it may be
    // a message that need not go through Beast.
    std::size_t next_share(std::string_view octets) {
      if (!finder) return octets.size();
      const std::size_t share = finder->feed_one(octets);
      if (const auto payload = finder->close_payload()) close_answer = corrected_close_code(*payload);
      return share;
    }

    template <class Buffers>
    std::size_t hand_out(const Buffers& buffers, std::string_view octets) {
      const std::size_t share = next_share(octets.substr(0, net::buffer_size(buffers)));
      return net::buffer_copy(buffers, net::buffer(octets.data(), share));
    }

    template <class Buffers>
    std::size_t hand_out(const Buffers& buffers) {
      const std::size_t octets = hand_out(buffers, arrived.view());
      arrived.use(octets);
      return octets;
    }

    // From the socket; would_block where nothing is there after all.
    template <class Buffers>
    std::size_t read(const Buffers& buffers, error_code& error) {
      const std::span<char> place = landing_place();
      const std::size_t octets = socket.read_some(net::buffer(place.data(), place.size()), error);
      if (error) return 0;
      const std::string_view landed(place.data(), octets);
      const std::size_t share = hand_out(buffers, landed);
      if (share < octets) arrived = ArrivedOctets(std::string(landed.substr(share)));
      return share;
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
      unasked = 0;
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
      return error == net::error::would_block ? error_code() : error;
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
    ArrivedOctets arrived;
    std::string outgoing;
    std::string in_flight;
    std::size_t unasked = 0;  // of `outgoing`, what Beast itself has to say: pongs for who may never take them
    bool writing = false;
    std::function<void()> on_flushed;
    std::optional<CloseFrameFinder> finder;
    std::optional<std::uint16_t> close_answer;
  };

  template <class Buffers, class Completion>
  static void read_when_ready(std::shared_ptr<State> state, const Buffers& buffers, Completion&& completion) {
    Socket& socket = state->socket;
    socket.async_wait(Socket::wait_read,
                      [state = std::move(state), buffers,
                       completion = std::forward<Completion>(completion)](error_code error) mutable {
                        const std::size_t octets = error ? 0 : state->read(buffers, error);
                        if (error == net::error::would_block)
                          return read_when_ready(std::move(state), buffers, std::move(completion));
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
