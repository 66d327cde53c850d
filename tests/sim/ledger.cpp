#include "ledger.hpp"

#include <cstdio>

namespace hoofbeat::sim {
namespace {

bool is_topic(const std::string& destination) { return destination.starts_with("/topic/"); }

std::string text_of(ConnectionName name) {
  return "client " + std::to_string(name.client) + " connection " + std::to_string(name.connection);
}

}  // namespace

std::string MessageName::text() const {
  return std::to_string(publisher) + ' ' + std::to_string(connection) + ' ' + std::to_string(number) + ' ' +
         destination;
}

std::optional<MessageName> MessageName::parse(std::string_view text) {
  MessageName name{};
  int consumed = 0;
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%d %u %d %n", &name.publisher, &name.connection, &name.number, &consumed) != 3)
    return std::nullopt;
  name.destination = copy.substr(static_cast<std::size_t>(consumed));
  return name;
}

void Ledger::subscribed(ConnectionName subscriber, const std::string& destination) {
  auto& before = published_before_[{subscriber, destination}];
  for (const auto& message : published_)
    if (message.destination == destination) before.insert(message);
}

// Told when the broker sends it: what was on its way when its subscriber left may still arrive later.
void Ledger::transmitted(const MessageName& message) {
  if (acknowledged_.contains(message)) violated("acknowledged before: " + message.text());
}

void Ledger::delivered(ConnectionName subscriber, const MessageName& message) {
  ++deliveries_;
  if (!published_.contains(message)) violated("never published: " + message.text());
  if (aborted_.contains(message)) violated("of an aborted transaction: " + message.text());
  if (!seen_.insert({subscriber, message}).second)
    violated(text_of(subscriber) + " got it twice: " + message.text());
  seen_anywhere_.insert(message);
  if (is_topic(message.destination))
    check_topic_order({subscriber, message.publisher, message.connection, message.destination}, message);
}

// Numbers that were aborted are not there to be seen.
void Ledger::check_topic_order(const Stream& stream, const MessageName& message) {
  const auto [last, is_first] = last_seen_.emplace(stream, message.number);
  if (is_first) return;
  if (message.number <= last->second)
    violated(text_of(stream.subscriber) + " got it out of order: " + message.text());
  for (int missing = last->second + 1; missing < message.number; ++missing) {
    const MessageName between{message.publisher, message.connection, message.destination, missing};
    if (published_.contains(between) && !aborted_.contains(between))
      violated(text_of(stream.subscriber) + " missed, within a connection: " + between.text());
  }
  last->second = message.number;
}

void Ledger::settle(const std::set<ConnectionName>& unbroken) {
  settle_topics(unbroken);
  settle_queues();
}

// What was accepted after a subscription was confirmed has reached it, where its connection still stands.
void Ledger::settle_topics(const std::set<ConnectionName>& unbroken) {
  for (const auto& [subscription, before] : published_before_) {
    if (!is_topic(subscription.destination) || !unbroken.contains(subscription.subscriber)) continue;
    for (const auto& message : accepted_) {
      if (message.destination != subscription.destination || before.contains(message)) continue;
      if (!seen_.contains({subscription.subscriber, message}))
        violated(text_of(subscription.subscriber) + " never got: " + message.text());
    }
  }
}

// A queue keeps what it has accepted until somebody has got it.
void Ledger::settle_queues() {
  for (const auto& message : accepted_)
    if (!is_topic(message.destination) && !seen_anywhere_.contains(message))
      violated("nobody ever got: " + message.text());
}

}  // namespace hoofbeat::sim
