// A broker that routes nothing: whoever says SUBSCRIBE gets all that is sent to the same destination, as it was
// sent. What a broker takes beyond this one is for what it does; what this one takes is for sockets and WebSocket
// frames.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <hoofbeat/text_map.hpp>

#include "failure.hpp"
#include "stream.hpp"
#include "web_socket.hpp"

namespace hoofbeat::load {
namespace {

/// The first header of this name in a frame whose headers have no escapes; "" where there is none.
std::string_view header_of(std::string_view frame, std::string_view line_start) {
  const std::size_t at = frame.find(line_start);
  if (at == std::string_view::npos) return {};
  const std::string_view value = frame.substr(at + line_start.size());
  return value.substr(0, value.find('\n'));
}

/// RFC 6455, section 4.2.2.
std::string accept_value(std::string_view key) {
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  unsigned char encoded[4 * ((SHA_DIGEST_LENGTH + 2) / 3) + 1];
  const int length = EVP_EncodeBlock(encoded, digest, SHA_DIGEST_LENGTH);
  return {reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(length)};
}

const std::string connected = "CONNECTED\nversion:1.2\nheart-beat:0,0\n\n";

class Peer;

struct Subscriber {
  Peer* peer;
  std::string id;
};

/// Who gets what.
struct Floor {
  Poller poller;
  TextMap<std::vector<Subscriber>> subscribers;
  std::vector<Peer*> to_flush;
  std::vector<std::unique_ptr<Peer>> gone;
  std::unordered_map<Peer*, std::unique_ptr<Peer>> peers;
  std::uint64_t last_message = 0;
};

class Peer : public Watcher {
 public:
  Peer(Floor& floor, Descriptor socket) : floor_(floor), stream_(floor.poller, *this, std::move(socket)) {}

  void readable() override {
    std::span<char> octets = stream_.read();
    if (!stream_.open()) return leave();
    if (!upgraded_) octets = upgrade(octets);
    cutter_.feed(octets, [this](unsigned opcode, std::string_view payload) { take(opcode, payload); });
  }
  void writable() override { flush(); }
  void flush() {
    awaits_flush_ = false;
    stream_.flush();
    if (!stream_.open()) leave();
  }

 private:
  std::span<char> upgrade(std::span<char> octets) {
    request_.append(octets.data(), octets.size());
    if (!request_.ends_with("\r\n\r\n")) return {};  // clients wait for the response
    const std::string_view line = header_of(request_, "Sec-WebSocket-Key: ");
    stream_.outgoing += "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    stream_.outgoing += "Sec-WebSocket-Accept: " + accept_value(line.substr(0, line.size() - 1));
    stream_.outgoing += "\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\n";
    stream_.flush();
    upgraded_ = true;
    request_ = {};
    return {};
  }

  void take(unsigned opcode, std::string_view frame) {
    if (opcode != text_frame) return;
    if (frame.starts_with("SEND\n")) return publish(frame);
    if (frame.starts_with("CONNECT\n")) answer(connected + '\0');
    if (frame.starts_with("SUBSCRIBE\n")) subscribe(frame);
  }

  void subscribe(std::string_view frame) {
    destination_ = header_of(frame, "\ndestination:");
    floor_.subscribers[destination_].push_back({this, std::string(header_of(frame, "\nid:"))});
    const std::string_view receipt = header_of(frame, "\nreceipt:");
    if (!receipt.empty()) answer("RECEIPT\nreceipt-id:" + std::string(receipt) + "\n\n" + '\0');
  }

  void answer(std::string_view frame) {
    append(frame.size());
    stream_.outgoing += frame;
    stream_.flush();
  }

  void append(std::size_t payload) { append_frame_header(stream_.outgoing, text_frame, payload); }

  void publish(std::string_view frame) {
    const std::string_view destination = header_of(frame, "\ndestination:");
    const auto at = floor_.subscribers.find(destination);
    if (at == floor_.subscribers.end()) return;
    const std::string_view body_and_nul = frame.substr(frame.find("\n\n") + 2);
    const std::string length = std::to_string(body_and_nul.size() - 1);
    for (const Subscriber& subscriber : at->second)
      subscriber.peer->deliver(destination, subscriber.id, length, body_and_nul);
  }

  void deliver(std::string_view destination, std::string_view id, std::string_view length, std::string_view body) {
    head_.assign("MESSAGE\ndestination:").append(destination);
    head_.append("\nsubscription:").append(id);
    head_.append("\nmessage-id:").append(std::to_string(++floor_.last_message));
    head_.append("\ncontent-length:").append(length).append("\n\n");
    append(head_.size() + body.size());
    stream_.outgoing.append(head_).append(body);
    if (awaits_flush_) return;
    awaits_flush_ = true;
    floor_.to_flush.push_back(this);
  }

  void leave() {
    if (const auto at = floor_.subscribers.find(destination_); at != floor_.subscribers.end())
      std::erase_if(at->second, [this](const Subscriber& each) { return each.peer == this; });
    std::erase(floor_.to_flush, this);
    const auto own = floor_.peers.find(this);
    if (own == floor_.peers.end()) return;
    floor_.gone.push_back(std::move(own->second));
    floor_.peers.erase(own);
  }

  Floor& floor_;
  Stream stream_;
  bool upgraded_ = false;
  bool awaits_flush_ = false;
  std::string request_;
  std::string destination_;
  FrameCutter cutter_;
  inline static std::string head_;
};

class Door : public Watcher {
 public:
  explicit Door(Floor& floor) : floor_(floor), socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(socket_.number(), SOMAXCONN) != 0)
      throw system_failure("listen");
    floor_.poller.add(socket_.number(), *this);
  }

  int port() const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    getsockname(socket_.number(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
  }

  void readable() override {
    Descriptor socket(accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket.valid()) return;
    auto peer = std::make_unique<Peer>(floor_, std::move(socket));
    floor_.peers.emplace(peer.get(), std::move(peer));
  }

 private:
  Floor& floor_;
  Descriptor socket_;
};

[[noreturn]] void serve() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  Floor floor;
  Door door(floor);
  std::cout << "hoofbeat-floor listening websocket=ws://127.0.0.1:" << door.port() << "/" << std::endl;
  while (true) {
    floor.poller.wait(-1);
    for (Peer* const peer : std::exchange(floor.to_flush, {})) peer->flush();
    floor.gone.clear();
  }
}

}  // namespace
}  // namespace hoofbeat::load

int main() {
  try {
    hoofbeat::load::serve();
  } catch (const std::exception& error) {
    std::cerr << "hoofbeat-floor: " << error.what() << '\n';
    return 1;
  }
}
