#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "body.hpp"
#include "client.hpp"
#include "patience.hpp"

namespace hoofbeat::load {

/// A publisher and those who are subscribed to what it sends: everything, in order, unchanged.
class Audience {
 public:
  /// Connects all, and waits until every subscription is in place, as messages tell that come to each: not every
  /// broker answers SUBSCRIBE with a RECEIPT. Throws Failure, as all that follows.
  Audience(const Url& url, std::size_t subscribers, std::size_t body_size);

  /// Queues a message that has this number, which is greater than the last one's, and sends with `send`.
  void publish(std::uint64_t number);
  void send() { publisher_->flush(); }
  /// Octets of what was published that no socket has taken.
  std::size_t unsent() const { return publisher_->waiting(); }
  /// What is done with the number of each message that arrives.
  void on_arrival(std::function<void(std::uint64_t)> handler) { handler_ = std::move(handler); }
  /// Waits for something to arrive, at most so many milliseconds.
  void wait(int milliseconds);
  /// Until all that was published has arrived everywhere, and was the same.
  void await_all();

  /// To watch for something else as well.
  Poller& poller() { return poller_; }
  std::uint64_t published() const { return published_; }
  std::uint64_t received() const { return received_; }
  /// How many have yet to arrive.
  std::uint64_t awaited() const { return published_ * subscribers_.size() - received_; }
  /// The sum over all that was published, and over all that arrived.
  std::uint64_t checksum_published() const { return checksum_published_; }
  std::uint64_t checksum_received() const { return checksum_received_; }

 private:
  void connect(const Url& url, std::size_t subscribers);
  void probe();
  bool all_have(std::uint64_t number) const;
  void take(std::size_t subscriber, std::string_view body);
  void forget_probes();

  Poller poller_;
  NumberedFrame frame_;
  std::vector<std::unique_ptr<Client>> subscribers_;
  std::unique_ptr<Client> publisher_;
  std::function<void(std::uint64_t)> handler_;
  Patience patience_{"messages"};

  std::vector<std::uint64_t> last_;  // by subscriber: the number that arrived last
  std::uint64_t published_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t checksum_published_ = 0;
  std::uint64_t checksum_received_ = 0;
};

}  // namespace hoofbeat::load
