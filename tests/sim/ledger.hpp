#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hoofbeat::sim {

/// A message's name: who published it, on which of his connections, where, and as which one there.
struct MessageName {
  int publisher;
  std::uint32_t connection;
  std::string destination;
  int number;

  auto operator<=>(const MessageName&) const = default;
  std::string text() const;
  static std::optional<MessageName> parse(std::string_view text);
};

/// One connection of one client.
struct ConnectionName {
  int client;
  std::uint32_t connection;

  auto operator<=>(const ConnectionName&) const = default;
};

/// Knows, apart from the code under test, what was promised, and finds what was broken.
/// An empty list of violations means that all invariants hold.
class Ledger {
 public:
  // What happened
  void published(const MessageName& message) { published_.insert(message); }
  /// Its RECEIPT came: the broker has taken it.
  void accepted(const MessageName& message) { accepted_.insert(message); }
  void aborted(const MessageName& message) { aborted_.insert(message); }
  /// The SUBSCRIBE's RECEIPT came.
  void subscribed(ConnectionName subscriber, const std::string& destination);
  /// The broker has sent it to somebody.
  void transmitted(const MessageName& message);
  void delivered(ConnectionName subscriber, const MessageName& message);
  /// The ACK's RECEIPT came.
  void acknowledged(const MessageName& message) { acknowledged_.insert(message); }
  void violated(std::string what) { violations_.push_back(std::move(what)); }

  /// At the end, when all is quiet: `unbroken` are the connections that still stand.
  void settle(const std::set<ConnectionName>& unbroken);

  const std::vector<std::string>& violations() const { return violations_; }
  std::size_t deliveries() const { return deliveries_; }
  std::size_t acceptances() const { return accepted_.size(); }

 private:
  /// The messages of one publisher's connection for one destination that one subscriber's connection has seen.
  struct Stream {
    ConnectionName subscriber;
    int publisher;
    std::uint32_t publisher_connection;
    std::string destination;
    auto operator<=>(const Stream&) const = default;
  };
  struct Subscription {
    ConnectionName subscriber;
    std::string destination;
    auto operator<=>(const Subscription&) const = default;
  };

  void check_topic_order(const Stream& stream, const MessageName& message);
  void settle_topics(const std::set<ConnectionName>& unbroken);
  void settle_queues();

  std::set<MessageName> published_;
  std::set<MessageName> accepted_;
  std::set<MessageName> aborted_;
  std::set<MessageName> acknowledged_;
  std::map<Stream, int> last_seen_;
  std::set<std::pair<ConnectionName, MessageName>> seen_;
  std::set<MessageName> seen_anywhere_;
  /// For each confirmed subscription: which messages had been published before it was confirmed.
  std::map<Subscription, std::set<MessageName>> published_before_;
  std::vector<std::string> violations_;
  std::size_t deliveries_ = 0;
};

}  // namespace hoofbeat::sim
