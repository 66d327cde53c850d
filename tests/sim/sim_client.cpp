#include "sim_client.hpp"

#include <array>
#include <utility>

#include "overloaded.hpp"

namespace hoofbeat::sim {
namespace {

const std::array<std::string, 2> topics = {"/topic/a", "/topic/b"};
const std::array<std::string, 1> queues = {"/queue/q"};

}  // namespace

SimClient::SimClient(int number, client::Options options, Schedule& schedule, Chance& chance, Ledger& ledger,
                     Transport transport)
    : number_(number),
      schedule_(schedule),
      chance_(chance),
      ledger_(ledger),
      transport_(std::move(transport)),
      session_(std::move(options), chance.seed()) {}

void SimClient::drain() {
  while (const auto output = session_.poll_output()) handle(*output);
}

void SimClient::handle(const client::Output& output) {
  std::visit(test::Overloaded{
                 [&](const client::OpenTransport& it) {
                   session_.handle_transport_started(it.transport, schedule_.now());
                   transport_.open(last_transport_ = it.transport);
                 },
                 [&](const client::Transmit& it) {
                   std::string octets(it.head);
                   if (it.body != 0) octets += bodies_.extract(it.body).mapped() + '\0';
                   transport_.send(it.transport, std::move(octets));
                 },
                 [&](const client::CloseTransport& it) { transport_.close(it.transport); },
                 [&](const client::AbandonTransport& it) { transport_.abandon(it.transport); },
                 [&](const client::Connected&) { handle_connected(); },
                 [&](const client::Message& it) { handle_message(it); },
                 [&](const client::Receipt& it) { settle_receipt(it.receipt, true); },
                 [&](const client::ReceiptLost& it) { settle_receipt(it.receipt, false); },
                 [&](const client::ConnectionEnded&) { connection_ = 0; },
                 [&](const client::UnhandledMessage&) { ledger_.violated("a message for nobody"); },
                 [&](const client::UnhandledReceipt&) {},  // of a receipt that was given up by time
                 [&](const client::UnhandledFrame&) { ledger_.violated("an unknown frame"); },
                 [&](const client::Failed& it) {
                   if (condition_of(it.code) == Condition::protocol && it.code != ErrorCode::connected_timeout &&
                       it.code != ErrorCode::error_frame && it.code != ErrorCode::connection_refused_by_broker)
                     ledger_.violated("the client found a violation: " + std::string(name_of(it.code)));
                 },
                 [](const auto&) {},
             },
             output);
}

void SimClient::handle_connected() {
  last_number_.clear();
  connection_ = ++connections_;
  for (const auto& topic : topics)
    if (subscribes_to_all_ || !chance_.one_in(3)) subscribe(topic);
  for (const auto& queue : queues)
    if (subscribes_to_all_ || !chance_.one_in(3)) subscribe(queue);
  publish_later();
}

void SimClient::subscribe(const std::string& destination) {
  const auto here = connection();
  const std::string receipt = receipt_for([this, here, destination](bool came) {
    if (came && here == connection()) ledger_.subscribed(here, destination);
  });
  const stomp::Header headers[] = {
      {"destination", destination}, {"ack", "client-individual"}, {"receipt", receipt}};
  const bool is_queue = destination.starts_with("/queue/");
  const stomp::Header without_ack[] = {headers[0], headers[2]};
  const auto token =
      is_queue ? session_.subscribe(headers, schedule_.now()) : session_.subscribe(without_ack, schedule_.now());
  if (!token) ledger_.violated("subscribe refused: " + std::string(name_of(token.error())));
}

void SimClient::handle_message(const client::Message& message) {
  const auto name = MessageName::parse(message.frame.body);
  if (!name) return ledger_.violated("a body that nobody wrote: " + std::string(message.frame.body));
  ledger_.delivered(connection(), *name);
  if (!name->destination.starts_with("/queue/")) return;
  const std::string id(message.frame.headers[static_cast<std::size_t>(message.ack_header)].value);
  const std::string subscription(*stomp::find(message.frame.headers, "subscription"));
  const auto here = connection();
  schedule_.in(chance_.between(0, 50), [this, here, name = *name, id, subscription] {
    if (here == connection()) acknowledge(name, id, subscription);
    drain();
  });
}

void SimClient::acknowledge(const MessageName& message, const std::string& id, const std::string& subscription) {
  if (!session_.connected()) return;
  const std::string receipt = receipt_for([this, message](bool came) {
    if (came) ledger_.acknowledged(message);
  });
  const stomp::Header headers[] = {{"receipt", receipt}};
  (void)session_.ack(id, subscription, headers, schedule_.now());
}

void SimClient::settle_receipt(client::Token token, bool came) {
  const auto found = receipts_.extract(token);
  if (found.empty()) return ledger_.violated("a receipt settled twice, or one that nobody asked for");
  found.mapped()(came);
}

std::string SimClient::receipt_for(std::function<void(bool)> then) {
  std::string id = "r" + std::to_string(++last_id_);
  const auto token = session_.watch_receipt(id, schedule_.now());
  if (token) {
    receipts_.emplace(token.value(), std::move(then));
  } else {
    ledger_.violated("watch refused: " + std::string(name_of(token.error())));
  }
  return id;
}

void SimClient::publish_later() {
  const auto here = connection();
  schedule_.in(chance_.between(20, 500), [this, here] {
    if (!publishing_ || here != connection()) return;
    if (session_.connected()) publish_some();
    publish_later();
    drain();
  });
}

void SimClient::publish_some() {
  const std::size_t which = chance_.below(topics.size() + queues.size());
  const std::string& destination = which < topics.size() ? topics[which] : queues[which - topics.size()];
  if (chance_.one_in(6)) return publish_in_transaction(destination);
  const std::size_t count = 1 + chance_.below(4);
  for (std::size_t i = 0; i < count; ++i) publish(destination, "");
}

void SimClient::publish(const std::string& destination, const std::string& transaction) {
  const MessageName name{number_, connection_, destination, ++last_number_[destination]};
  const bool in_transaction = !transaction.empty();
  const std::string receipt = receipt_for([this, name, in_transaction](bool came) {
    if (came && !in_transaction) ledger_.accepted(name);
  });
  std::vector<stomp::Header> headers = {{"destination", destination}, {"receipt", receipt}};
  if (in_transaction) headers.push_back({"transaction", transaction});
  const auto ref = ++last_id_;
  bodies_[ref] = name.text();
  ledger_.published(name);
  const auto sent = session_.publish(headers, {ref, bodies_[ref].size()}, schedule_.now());
  if (!sent) ledger_.violated("publish refused: " + std::string(name_of(sent.error())));
}

// Committed: accepted with the COMMIT's receipt. Aborted: never to be seen.
void SimClient::publish_in_transaction(const std::string& destination) {
  if (!session_.begin("", {}, schedule_.now())) return ledger_.violated("begin refused");
  const std::string transaction(session_.last_id());
  const bool commits = !chance_.one_in(3);
  std::vector<MessageName> names;
  for (std::size_t i = 0; i < 2; ++i) {
    publish(destination, transaction);
    names.push_back({number_, connection_, destination, last_number_[destination]});
    if (!commits) ledger_.aborted(names.back());
  }
  const std::string receipt = receipt_for([this, names, commits](bool came) {
    if (!came || !commits) return;
    for (const auto& name : names) ledger_.accepted(name);
  });
  const stomp::Header headers[] = {{"receipt", receipt}};
  const auto ended = commits ? session_.commit(transaction, headers, schedule_.now())
                             : session_.abort(transaction, headers, schedule_.now());
  if (!ended) ledger_.violated("the transaction's end was refused");
}

}  // namespace hoofbeat::sim
