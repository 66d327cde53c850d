// ACK, NACK and transactions: the part of FrameHandler that deals with what was done before.

#include <utility>

#include "core/acknowledgement.hpp"
#include "core/frame_handler.hpp"

namespace hoofbeat::server {
namespace {

std::size_t bytes_of(const Operation& operation) {
  const auto* const publication = std::get_if<Publication>(&operation);
  return sizeof(Operation) + (publication != nullptr ? publication->message->size() : 0);
}

Refusal unknown_message(const stomp::FrameView& frame, std::string_view id) {
  return {"unknown_message", "no message waits for ACK as " + quoted(id),
          std::string(frame.command_text) + " names " + quoted(id) +
              ", but no message with that id waits for it on this connection: it was acknowledged before, its "
              "subscription is gone, or the subscription's ack mode is auto. In STOMP 1.2 the header 'id' is the "
              "'ack' header of MESSAGE, before that 'message-id' is its 'message-id'."};
}

Refusal unknown_transaction(std::string_view name) {
  return {"unknown_transaction", "unknown transaction " + quoted(name),
          "No transaction " + quoted(name) +
              " is open on this connection. BEGIN comes first; COMMIT and ABORT end it."};
}

Refusal transaction_too_large(std::size_t limit) {
  return {"transaction_too_large", "transaction too large",
          "The limit max_transaction_bytes is " + std::to_string(limit) + ".", close_code::policy_violation};
}

}  // namespace

FrameHandler::Outcome FrameHandler::settle(const stomp::FrameView& frame, bool accepted) {
  const bool by_ack_id = session_.version() == stomp::Version::v1_2;
  const std::string_view id = stomp::find(frame.headers, by_ack_id ? "id" : "message-id").value_or("");
  auto settlement = parse_delivery_id(id);
  if (!settlement || !waits_for_ack(*settlement)) return unknown_message(frame, id);
  if (session_.version() == stomp::Version::v1_1) {
    const auto name = stomp::find(frame.headers, "subscription");
    if (session_.find_acknowledgeable(settlement->subscription_serial)->name() != name)
      return unknown_message(frame, id);
  }
  settlement->accepted = accepted;
  if (const auto transaction = stomp::find(frame.headers, "transaction"))
    return postpone(*transaction, {*settlement});
  return apply({*settlement});
}

bool FrameHandler::waits_for_ack(const Settlement& settlement) {
  const Subscription* const subscription = session_.find_acknowledgeable(settlement.subscription_serial);
  return subscription != nullptr && subscription->unacknowledged().contains(settlement.delivery_number);
}

FrameHandler::Outcome FrameHandler::begin(const stomp::FrameView& frame) {
  const std::string_view name = *stomp::find(frame.headers, "transaction");
  const std::size_t limit = context_.settings.limits.max_transactions_per_session;
  if (session_.transactions.contains(name)) {
    return Refusal{"duplicate_transaction", "duplicate transaction " + quoted(name),
                   "The transaction " + quoted(name) + " is open already. COMMIT or ABORT ends it."};
  }
  if (session_.transactions.size() >= limit) {
    return Refusal{"too_many_transactions", "too many transactions",
                   "The limit max_transactions_per_session is " + std::to_string(limit) + ".",
                   close_code::policy_violation};
  }
  session_.transactions.emplace(name, Transaction());
  return std::nullopt;
}

FrameHandler::Outcome FrameHandler::abort(const stomp::FrameView& frame) {
  const std::string_view name = *stomp::find(frame.headers, "transaction");
  const auto at = session_.transactions.find(name);
  if (at == session_.transactions.end()) return unknown_transaction(name);
  session_.transactions.erase(at);
  return std::nullopt;
}

FrameHandler::Outcome FrameHandler::commit(const stomp::FrameView& frame) {
  const std::string_view name = *stomp::find(frame.headers, "transaction");
  const auto at = session_.transactions.find(name);
  if (at == session_.transactions.end()) return unknown_transaction(name);
  const std::vector<Operation> operations = std::move(at->second.operations);
  session_.transactions.erase(at);
  return apply(operations);
}

// All or nothing.
FrameHandler::Outcome FrameHandler::apply(const std::vector<Operation>& operations) {
  std::vector<Publication> publications;
  for (const Operation& operation : operations) {
    if (const auto* const publication = std::get_if<Publication>(&operation)) {
      publications.push_back(*publication);
    } else if (!waits_for_ack(*std::get_if<Settlement>(&operation))) {
      return Refusal{"transaction_failed", "the transaction can't be committed",
                     "A message that it acknowledges no longer waits for ACK. Nothing of it was done."};
    }
  }
  if (auto refusal = exchange_.refuse_publications(context_, publications)) return refusal;

  for (const Operation& operation : operations) {
    if (const auto* const publication = std::get_if<Publication>(&operation)) {
      exchange_.publish(context_, session_, *publication);
    } else {
      const Settlement& settlement = *std::get_if<Settlement>(&operation);
      exchange_.settle(context_, *session_.find_acknowledgeable(settlement.subscription_serial), settlement);
    }
  }
  return std::nullopt;
}

FrameHandler::Outcome FrameHandler::postpone(std::string_view name, std::vector<Operation> operations) {
  const auto at = session_.transactions.find(name);
  if (at == session_.transactions.end()) return unknown_transaction(name);
  Transaction& transaction = at->second;
  const std::size_t limit = context_.settings.limits.max_transaction_bytes;
  for (Operation& operation : operations) {
    transaction.bytes += bytes_of(operation);
    if (transaction.bytes > limit) return transaction_too_large(limit);
    transaction.operations.push_back(std::move(operation));
  }
  return std::nullopt;
}

}  // namespace hoofbeat::server
