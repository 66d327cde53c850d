#include "poller.hpp"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "failure.hpp"

namespace hoofbeat::load {

Failure system_failure(const char* what) { return Failure(std::string(what) + ": " + std::strerror(errno)); }

Poller::Poller() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  if (!epoll_.valid()) throw system_failure("epoll_create1");
}

void Poller::add(int descriptor, Watcher& watcher) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = &watcher;
  if (epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) != 0) throw system_failure("epoll_ctl");
}

void Poller::want_writable(int descriptor, Watcher& watcher, bool wanted) {
  epoll_event event{};
  event.events = wanted ? EPOLLIN | EPOLLOUT : EPOLLIN;
  event.data.ptr = &watcher;
  if (epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event) != 0) throw system_failure("epoll_ctl");
}

void Poller::wait(int milliseconds) {
  std::array<epoll_event, 512> events;
  const int count = epoll_wait(epoll_.number(), events.data(), static_cast<int>(events.size()), milliseconds);
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    auto& watcher = *static_cast<Watcher*>(event.data.ptr);
    if ((event.events & EPOLLOUT) != 0) watcher.writable();
    if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) watcher.readable();
  }
}

}  // namespace hoofbeat::load
