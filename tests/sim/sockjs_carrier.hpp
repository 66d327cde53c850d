#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <hoofbeat/client/session.hpp>

#include "chance.hpp"
#include "network.hpp"
#include "page.hpp"
#include "schedule.hpp"

namespace hoofbeat::sim {

/// Carries a STOMP session's connections over SockJS, each over a session of its own.
class SockJsCarrier {
 public:
  /// `drain`: of the STOMP session, after each of its inputs.
  SockJsCarrier(sockjs::ClientOptions options, Schedule& schedule, Chance& chance, Network& network,
                client::Session& stomp, std::function<void()> drain)
      : options_(std::move(options)),
        schedule_(schedule),
        chance_(chance),
        network_(network),
        stomp_(stomp),
        drain_(std::move(drain)) {}

  // The STOMP session's outputs
  void open(client::TransportId transport);
  void send(client::TransportId transport, std::string_view text);
  void close(client::TransportId transport);

  /// After every input of the SockJS sessions.
  void drain();
  std::optional<Time> poll_timeout() const;
  void handle_timeout(Time now);

 private:
  void handle(client::TransportId transport, Page& page, const sockjs::ClientOutput& output);
  void drain(client::TransportId transport, Page& page);

  sockjs::ClientOptions options_;
  Schedule& schedule_;
  Chance& chance_;
  Network& network_;
  client::Session& stomp_;
  std::function<void()> drain_;
  std::map<client::TransportId, std::unique_ptr<Page>> pages_;
};

}  // namespace hoofbeat::sim
