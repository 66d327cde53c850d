#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "chance.hpp"
#include "echo_ledger.hpp"
#include "network.hpp"
#include "page.hpp"
#include "schedule.hpp"

namespace hoofbeat::sim {

/// An application that sends numbered messages to a service that echoes, page after page, and writes what happens
/// into the ledger.
class EchoClient {
 public:
  EchoClient(sockjs::ClientOptions options, Schedule& schedule, Chance& chance, EchoLedger& ledger,
             Network& network)
      : options_(std::move(options)), schedule_(schedule), chance_(chance), ledger_(ledger), network_(network) {}

  void open_page();
  /// After every input of the session.
  void drain();
  /// No more closing and leaving, and nothing is sent but by `send_some`.
  void be_quiet() { is_quiet_ = true; }
  void send_some();
  bool is_open() const { return is_open_; }

  std::optional<Time> poll_timeout() const;
  void handle_timeout(Time now);
  void settle();

 private:
  void handle(const sockjs::ClientOutput& output);
  void act_later();
  void act();
  void leave_page();
  std::string next_text();

  sockjs::ClientOptions options_;
  Schedule& schedule_;
  Chance& chance_;
  EchoLedger& ledger_;
  Network& network_;
  std::unique_ptr<Page> page_;
  std::uint32_t last_text_ = 0;
  bool is_open_ = false;
  bool is_quiet_ = false;
};

}  // namespace hoofbeat::sim
