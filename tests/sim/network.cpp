#include "network.hpp"

#include <algorithm>
#include <utility>

namespace hoofbeat::sim {
namespace {

using sockjs::ExchangeId;
using sockjs::ExchangeKind;

constexpr std::uint16_t broken = 1006;

// Of a URL of the service: what a request line has.
std::string target_of(std::string_view url) {
  const std::size_t authority = url.find("://") + 3;
  return std::string(url.substr(url.find('/', authority)));
}

std::string_view method_of(ExchangeKind kind) {
  const bool is_get =
      kind == ExchangeKind::info || kind == ExchangeKind::event_source || kind == ExchangeKind::probe;
  return is_get ? "GET" : "POST";
}

}  // namespace

void Network::open(Page& page, const sockjs::OpenExchange& open) {
  if (open.kind == ExchangeKind::web_socket) return open_socket(page, open);
  open_request(page, open);
}

void Network::open_request(Page& page, const sockjs::OpenExchange& open) {
  const server::RequestId id = ++last_request_;
  const bool is_heard = open.kind != ExchangeKind::last_words;
  const auto exchange = std::make_shared<HttpExchange>(around_, is_heard ? &page.session : nullptr, open, id);
  requests_.emplace(id, exchange);
  exchanges_.emplace(Key{page.number, open.exchange}, exchange);
  server::HttpRequest request{.method = std::string(method_of(open.kind)), .target = target_of(open.url)};
  if (!open.body.empty()) {
    request.headers.push_back({"Content-Type", "text/plain;charset=UTF-8"});
    request.body = open.body;
  }
  exchange->begin(std::move(request),
                  [this, number = page.number, body = std::string(open.body)] { took_(number, body); });
}

void Network::send(const Page& page, const sockjs::SendText& send) {
  const auto found = sockets_.find({page.number, send.exchange});
  if (found != sockets_.end() && found->second->link)
    found->second->link->send(Link::Side::client, std::string(send.text));
}

void Network::end(const Page& page, ExchangeId exchange) {
  const Key key{page.number, exchange};
  if (const auto found = exchanges_.find(key); found != exchanges_.end()) found->second->abandon();
  if (const auto found = sockets_.find(key); found != sockets_.end()) {
    found->second->session = nullptr;
    if (found->second->link) found->second->link->close(Link::Side::client);
  }
}

bool Network::has_exchanges(const Page& page) const {
  const Key first{page.number, 0};
  const Key last{page.number + 1, 0};
  return std::any_of(exchanges_.lower_bound(first), exchanges_.lower_bound(last),
                     [](const auto& entry) { return entry.second->is_listened_to(); }) ||
         std::any_of(sockets_.lower_bound(first), sockets_.lower_bound(last),
                     [](const auto& entry) { return entry.second->session != nullptr; });
}

void Network::forget(const Page& page) {
  const auto first = exchanges_.lower_bound({page.number, 0});
  const auto last = exchanges_.lower_bound({page.number + 1, 0});
  for (auto at = first; at != last; ++at) at->second->leave();
  exchanges_.erase(first, last);
  const auto first_socket = sockets_.lower_bound({page.number, 0});
  const auto last_socket = sockets_.lower_bound({page.number + 1, 0});
  for (auto at = first_socket; at != last_socket; ++at) at->second->session = nullptr;
  sockets_.erase(first_socket, last_socket);
}

// ---- WebSockets ---------------------------------------------------------------------------------------------

void Network::open_socket(Page& page, const sockjs::OpenExchange& open) {
  const Key key{page.number, open.exchange};
  sockets_[key] = std::make_shared<Socket>(Socket{nullptr, &page.session, {}});
  around_.schedule.in(around_.chance.between(1, 60), [this, key, target = target_of(open.url)] {
    const bool is_dropped =
        around_.route.upgrades == Upgrades::dropped || (around_.route.is_faulty && around_.chance.one_in(15));
    if (is_dropped || !sockets_.contains(key)) return;
    const bool is_refused =
        around_.route.upgrades == Upgrades::refused || (around_.route.is_faulty && around_.chance.one_in(15));
    is_refused ? tell_closed(key) : establish(key, target);
  });
}

void Network::establish(Key key, const std::string& target) {
  const auto socket = sockets_.at(key);
  if (socket->session == nullptr) return;  // ended meanwhile
  const auto decision = around_.gateway.handle_upgrade({.method = "GET", .target = target});
  const auto* const endpoint = std::get_if<server::WebSocketEndpoint>(&decision);
  if (endpoint == nullptr) return tell_closed(key);
  const server::ConnectionId id = around_.gateway.next_connection();
  connections_.emplace(id, socket);  // so that it lives as long as its link
  Link::End at_client{
      [this, key, &to = *socket](const std::string& octets, bool end_of_message) {
        to.incoming += octets;
        if (!end_of_message) return;
        const std::string message = std::exchange(to.incoming, {});
        if (to.session != nullptr) to.session->handle_message(key.second, message, around_.schedule.now());
      },
      [this, key] { tell_closed(key); },
  };
  // The page may be gone when its last messages arrive.
  auto sent = std::make_shared<std::string>();
  Link::End at_server{
      [this, key, id, sent](const std::string& octets, bool end_of_message) {
        *sent += octets;
        if (end_of_message) took_(key.first, std::exchange(*sent, {}));
        around_.gateway.handle_bytes(id, octets, end_of_message, true, around_.schedule.now());
      },
      [this, id] { around_.gateway.handle_closed(id, around_.schedule.now()); },
  };
  socket->link = std::make_unique<Link>(around_.schedule, around_.chance, std::move(at_client),
                                        std::move(at_server), Link::Messages::kept);
  around_.gateway.handle_websocket_opened(id, *endpoint, around_.schedule.now());
  socket->session->handle_response(key.second, 101, around_.schedule.now());
  fail_later(socket);
}

void Network::fail_later(const std::shared_ptr<Socket>& socket) {
  if (around_.route.cuts_after > 0)
    around_.schedule.in(around_.route.cuts_after, [socket] { socket->link->reset(); });
  if (!around_.route.is_faulty || !around_.chance.one_in(3)) return;
  const bool is_silent = around_.chance.one_in(2);
  around_.schedule.in(around_.chance.between(0, 4'000),
                      [socket, is_silent] { is_silent ? socket->link->cut() : socket->link->reset(); });
}

void Network::tell_closed(Key key) {
  const auto found = sockets_.find(key);
  if (found == sockets_.end()) return;
  if (auto* const session = std::exchange(found->second->session, nullptr))
    session->handle_ended(key.second, {.complete = false, .close_code = broken}, around_.schedule.now());
}

// ---- The gateway's outputs ----------------------------------------------------------------------------------

bool Network::carry_out(server::GatewayOutput& output) {
  if (auto* const reply = std::get_if<server::Reply>(&output)) {
    requests_.at(reply->request)->respond(std::move(reply->response));
  } else if (auto* const part = std::get_if<server::ReplyPart>(&output)) {
    requests_.at(part->request)->continue_response(std::move(part->octets), part->last);
  } else if (const auto* const abort = std::get_if<server::ReplyAbort>(&output)) {
    requests_.at(abort->request)->abort();
  } else if (const auto* const transmit = std::get_if<server::Transmit>(&output)) {
    const auto found = connections_.find(transmit->connection);
    if (found == connections_.end()) return false;
    const std::string octets = server::octets_of(*transmit);
    found->second->link->send(Link::Side::server, octets);
    around_.schedule.in(0, [this, id = transmit->connection, size = octets.size()] {
      around_.gateway.handle_sent(id, size, around_.schedule.now());
    });
  } else if (const auto* const close = std::get_if<server::CloseConnection>(&output)) {
    const auto found = connections_.find(close->connection);
    if (found == connections_.end()) return false;
    found->second->link->close(Link::Side::server);
  }
  return true;
}

}  // namespace hoofbeat::sim
