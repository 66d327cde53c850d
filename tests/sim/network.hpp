#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "http_exchange.hpp"
#include "link.hpp"
#include "page.hpp"

namespace hoofbeat::sim {

/// Carries out what SockJS client sessions ask for, against a gateway: HTTP requests and WebSockets.
class Network {
 public:
  /// The server has got this body of a POST or this WebSocket message of the session.
  using Took = std::function<void(std::uint32_t page, std::string_view json)>;

  Network(Surroundings around, Took took) : around_(around), took_(std::move(took)) {}

  /// For a new page.
  std::uint32_t next_page() { return ++last_page_; }

  // A client session's outputs
  void open(Page& page, const sockjs::OpenExchange& open);
  void send(const Page& page, const sockjs::SendText& send);
  void end(const Page& page, sockjs::ExchangeId exchange);
  /// Whether any has neither been ended nor reported its end.
  bool has_exchanges(const Page& page) const;
  /// The page is about to be destroyed; its last requests go on.
  void forget(const Page& page);

  /// The gateway's outputs. False: it is of a connection that is not carried here.
  bool carry_out(server::GatewayOutput& output);

 private:
  using Key = std::pair<std::uint32_t, sockjs::ExchangeId>;  // of a page
  struct Socket {
    std::unique_ptr<Link> link;
    sockjs::ClientSession* session;
    std::string incoming;  // to the client, not whole yet
  };

  void open_request(Page& page, const sockjs::OpenExchange& open);
  void open_socket(Page& page, const sockjs::OpenExchange& open);
  void establish(Key key, const std::string& target);
  void fail_later(const std::shared_ptr<Socket>& socket);
  void tell_closed(Key key);

  Surroundings around_;
  Took took_;
  std::map<Key, std::shared_ptr<HttpExchange>> exchanges_;
  std::map<server::RequestId, std::shared_ptr<HttpExchange>> requests_;
  std::map<Key, std::shared_ptr<Socket>> sockets_;
  std::map<server::ConnectionId, std::shared_ptr<Socket>> connections_;
  server::RequestId last_request_ = 0;
  std::uint32_t last_page_ = 0;
};

}  // namespace hoofbeat::sim
