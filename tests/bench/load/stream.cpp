#include "stream.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>

#include "failure.hpp"

namespace hoofbeat::load {

Stream::Stream(Poller& poller, Watcher& watcher, Descriptor socket)
    : poller_(poller), watcher_(watcher), socket_(std::move(socket)) {
  const int one = 1;
  setsockopt(socket_.number(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (fcntl(socket_.number(), F_SETFL, O_NONBLOCK) != 0) throw system_failure("fcntl");
  poller_.add(socket_.number(), watcher_);
}

void Stream::flush() {
  if (!open()) return;
  while (sent_ < outgoing.size()) {
    const ssize_t taken = send(socket_.number(), outgoing.data() + sent_, outgoing.size() - sent_, MSG_NOSIGNAL);
    if (taken < 0 && errno != EAGAIN) return close();
    if (taken < 0) break;
    sent_ += static_cast<std::size_t>(taken);
  }
  const bool wanted = sent_ < outgoing.size();
  if (!wanted) {
    outgoing.clear();
    sent_ = 0;
  }
  if (wanted == wants_writable_) return;
  wants_writable_ = wanted;
  poller_.want_writable(socket_.number(), watcher_, wanted);
}

std::span<char> Stream::read() {
  static std::array<char, 256U << 10U> octets;
  if (!open()) return {};
  const ssize_t count = recv(socket_.number(), octets.data(), octets.size(), 0);
  if (count == 0 || (count < 0 && errno != EAGAIN)) close();
  return {octets.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

Descriptor connect_to(const std::string& host, const std::string& port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found); error != 0)
    throw Failure(host + ": " + gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> kept(found, freeaddrinfo);
  Descriptor socket(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.valid()) throw system_failure("socket");
  if (connect(socket.number(), found->ai_addr, found->ai_addrlen) != 0) throw system_failure("connect");
  return socket;
}

}  // namespace hoofbeat::load
