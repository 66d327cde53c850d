#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include <hoofbeat/stomp/decoder.hpp>
#include <hoofbeat/stomp/frame.hpp>

#include "stream.hpp"
#include "url.hpp"
#include "web_socket.hpp"

namespace hoofbeat::load {

/// One STOMP 1.2 connection over a WebSocket.
class Client : public Watcher {
 public:
  /// Called for MESSAGE and RECEIPT.
  using Handler = std::function<void(const stomp::FrameView&)>;

  /// Begins to connect. Whatever ends the connection makes `readable` throw Failure.
  Client(Poller& poller, const Url& url, Handler handler);

  bool connected() const { return stage_ == Stage::connected; }
  /// `receipt`: "" where none is wanted.
  void subscribe(std::string_view destination, std::string_view receipt);
  /// Queues a frame; `flush` sends what is queued.
  void queue(std::string_view frame);
  void flush() { stream_.flush(); }
  /// Octets that the socket has not taken.
  std::size_t waiting() const { return stream_.outgoing.size(); }

  void readable() override;
  void writable() override { stream_.flush(); }

 private:
  enum class Stage { upgrading, connecting, connected };

  std::span<char> read_response(std::span<char> octets);
  void take(unsigned opcode, std::string_view payload);
  void take(const stomp::FrameView& frame);

  Stage stage_ = Stage::upgrading;
  Handler handler_;
  Stream stream_;
  std::string response_;
  FrameCutter cutter_;
  stomp::Decoder decoder_;
};

/// SEND with this body.
std::string send_frame(std::string_view destination, std::string_view body);

}  // namespace hoofbeat::load
