#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <hoofbeat/client/session.hpp>

#include "chance.hpp"
#include "ledger.hpp"
#include "schedule.hpp"

namespace hoofbeat::sim {

/// An application over a session: subscribes on every connection, publishes numbered messages with receipts, now
/// and then in transactions, acknowledges what it takes from queues, and writes all of it into the ledger.
class SimClient {
 public:
  /// What the session asks of its transport.
  struct Transport {
    std::function<void(client::TransportId)> open;
    std::function<void(client::TransportId, std::string octets)> send;
    std::function<void(client::TransportId)> close;
    std::function<void(client::TransportId)> abandon;
  };

  SimClient(int number, client::Options options, Schedule& schedule, Chance& chance, Ledger& ledger,
            Transport transport);

  client::Session& session() { return session_; }
  /// After every input of the session.
  void drain();
  /// No more publishing; what is on its way still arrives.
  void stop_publishing() { publishing_ = false; }
  /// From the next connection on, so that nothing waits in a queue for want of a subscriber.
  void subscribe_to_all() { subscribes_to_all_ = true; }

  ConnectionName connection() const { return {number_, connection_}; }
  client::TransportId transport() const { return last_transport_; }
  std::size_t receipts_open() const { return receipts_.size(); }
  std::uint32_t connections() const { return connections_; }

 private:
  void handle(const client::Output& output);
  void handle_connected();
  void handle_message(const client::Message& message);
  void settle_receipt(client::Token token, bool came);

  void subscribe(const std::string& destination);
  void publish_later();
  void publish_some();
  void publish(const std::string& destination, const std::string& transaction);
  void publish_in_transaction(const std::string& destination);
  void acknowledge(const MessageName& message, const std::string& id, const std::string& subscription);
  /// Watches for a receipt; `then` is called once, with whether it came.
  std::string receipt_for(std::function<void(bool came)> then);

  int number_;
  Schedule& schedule_;
  Chance& chance_;
  Ledger& ledger_;
  Transport transport_;
  client::Session session_;

  std::map<client::Token, std::function<void(bool)>> receipts_;
  std::map<client::BodyRef, std::string> bodies_;
  std::map<std::string, int> last_number_;  // by destination, on this connection
  std::uint32_t connection_ = 0;            // counted from 1; 0 where not connected
  std::uint32_t connections_ = 0;
  client::TransportId last_transport_ = 0;
  std::uint32_t last_id_ = 0;
  bool publishing_ = true;
  bool subscribes_to_all_ = false;
};

}  // namespace hoofbeat::sim
