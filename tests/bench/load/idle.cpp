#include <sys/resource.h>

#include <memory>
#include <string>
#include <vector>

#include "client.hpp"
#include "measurement.hpp"
#include "patience.hpp"
#include "process_usage.hpp"

namespace hoofbeat::load {
namespace {

constexpr std::size_t most_opening = 32;

void allow_descriptors(std::size_t connections) {
  constexpr std::size_t others = 32;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) throw system_failure("getrlimit");
  limit.rlim_cur = limit.rlim_max;
  if (limit.rlim_max < connections + others || setrlimit(RLIMIT_NOFILE, &limit) != 0)
    throw Failure("the limit of open files (ulimit -Hn) is too low: " + std::to_string(limit.rlim_max));
}

/// Connections that are subscribed, each to a destination of its own.
class Crowd {
 public:
  explicit Crowd(const Url& url) : url_(url) {}

  void grow_to(std::size_t connections) {
    Patience patience("RECEIPTs of SUBSCRIBE");
    while (subscribed_ < connections) {
      while (clients_.size() < connections && clients_.size() - subscribed_ < most_opening) open();
      poller_.wait(100);
      subscribe_connected();
      patience.check(subscribed_);
    }
  }

  /// Looks after them until the broker has used no CPU time for a second, or for as long as is of use where others
  /// keep it busy.
  void settle(pid_t pid) {
    constexpr double quiet_seconds = 1;
    constexpr double most_seconds = 15;
    const auto begin = Clock::now();
    double cpu = cpu_seconds(pid);
    auto since = Clock::now();
    while (seconds_since(since) < quiet_seconds && seconds_since(begin) < most_seconds) {
      poller_.wait(100);
      if (cpu == cpu_seconds(pid)) continue;
      cpu = cpu_seconds(pid);
      since = Clock::now();
    }
  }

 private:
  void open() {
    opening_.push_back(clients_.size());
    clients_.push_back(
        std::make_unique<Client>(poller_, url_, [this](const stomp::FrameView&) { ++subscribed_; }));
  }

  void subscribe_connected() {
    std::erase_if(opening_, [this](std::size_t number) {
      Client& client = *clients_[number];
      if (!client.connected()) return false;
      client.subscribe("/topic/load." + std::to_string(number), "subscribed");
      return true;
    });
  }

  const Url& url_;
  Poller poller_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<std::size_t> opening_;  // not yet connected
  std::size_t subscribed_ = 0;
};

}  // namespace

Json measure_idle(const Request& request) {
  allow_descriptors(request.connections);
  Crowd crowd(request.url);
  const long before = resident_kb(request.pid);
  const auto start = Clock::now();
  crowd.grow_to(request.connections);
  const double seconds = seconds_since(start);
  crowd.settle(request.pid);
  const long after = resident_kb(request.pid);
  const auto connections = static_cast<double>(request.connections);
  return {{"connections", request.connections},
          {"connectionsPerSecond", connections / seconds},
          {"residentBefore", before},
          {"residentAfter", after},
          {"kilobytesPerConnection", static_cast<double>(after - before) / connections}};
}

}  // namespace hoofbeat::load
