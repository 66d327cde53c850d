#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hoofbeat/stomp/command.hpp>
#include <hoofbeat/stomp/version.hpp>

#include "core/broker.hpp"

namespace hoofbeat::server::test {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// A frame that the broker sent, as the peer's decoder read it.
struct ReceivedFrame {
  std::string command;
  HeaderList headers;
  std::string body;
  bool text = true;

  bool has(std::string_view name) const;
  /// "" where there is none.
  std::string operator[](std::string_view name) const;
};

/// A broker in virtual time, and what it did. Peers take what they are sent at once, unless they are stalled.
class Scene {
 public:
  explicit Scene(Settings settings = {}) : broker(std::move(settings)) {}

  /// Carries out what the broker wants.
  void drain();
  /// Lets time pass, and the broker act whenever it asks to.
  void pass(Time duration);

  std::vector<std::string> logged(std::string_view event) const;

  Broker broker;
  Time now = 1000;

 private:
  friend class Peer;

  struct Transport {
    std::vector<Transmit> transmitted;
    std::optional<CloseConnection> closed;
    bool stalled = false;
    std::size_t not_taken = 0;
  };

  void carry_out(Output output);

  std::map<ConnectionId, Transport> transports_;
  ConnectionId last_id_ = 0;
  std::vector<LogEvent> log_;
};

/// One STOMP client.
class Peer {
 public:
  /// Opens a connection and sends nothing.
  explicit Peer(Scene& scene, Link link = Link::web_socket);

  ConnectionId connection() const { return connection_; }

  /// Octets as one WebSocket message.
  Peer& octets(std::string_view octets, bool end_of_message = true);
  /// One frame, written in the version agreed.
  Peer& frame(std::string_view command, const HeaderList& headers, std::string_view body = {});
  /// CONNECT; takes the answer.
  Peer& connect(std::string_view version = "1.2", const HeaderList& headers = {});

  Peer& subscribe(std::string_view id, std::string_view destination, std::string_view ack = "auto");
  Peer& send(std::string_view destination, std::string_view body, const HeaderList& headers = {});
  /// By the frame's `ack` header, before 1.2 by `message-id` and `subscription`.
  Peer& ack(const ReceivedFrame& message, const HeaderList& headers = {}) {
    return settle("ACK", message, headers);
  }
  Peer& nack(const ReceivedFrame& message, const HeaderList& headers = {}) {
    return settle("NACK", message, headers);
  }

  /// The connection breaks.
  void vanish();
  /// From here on the transport takes nothing.
  void stall();
  /// Takes what waits, and everything from here on.
  void resume();

  /// What arrived since the last call, EOLs left out.
  std::vector<ReceivedFrame> take();
  /// The only frame of `take`.
  ReceivedFrame take_one();
  /// The bodies of `take`, which are all MESSAGE.
  std::vector<std::string> bodies();
  /// EOLs since the last call of `take` or this.
  std::size_t take_heartbeats();
  /// The ERROR that `take` gives last, and that the connection was closed.
  ReceivedFrame take_error();

  const std::optional<CloseConnection>& closed() const { return transport().closed; }
  std::vector<Transmit> take_raw();

 private:
  Peer& settle(std::string_view command, const ReceivedFrame& message, const HeaderList& headers);
  Scene::Transport& transport() const { return scene_.transports_[connection_]; }

  Scene& scene_;
  ConnectionId connection_;
  stomp::Version version_ = stomp::Version::none;
};

}  // namespace hoofbeat::server::test
