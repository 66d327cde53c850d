#include <algorithm>

#include <hoofbeat/client/session.hpp>
#include <hoofbeat/decimal_text.hpp>
#include <hoofbeat/stomp/encoder.hpp>

// Frames that change no state: what the application asks for while connected, CONNECT and heartbeats.

namespace hoofbeat::client {

using stomp::Command;
using stomp::Headers;
using stomp::Version;

namespace {
constexpr Body no_body{};
}

Result<Done> Session::publish(Headers headers, Body body, Time now) {
  if (!can_send()) return ErrorCode::not_connected;
  if (!stomp::find(headers, "destination")) return refuse("destination", ErrorCode::missing_header);
  return send(Command::SEND, headers, {}, body, now);
}

Result<Token> Session::subscribe(Headers headers, Time now) {
  if (!can_send()) return ErrorCode::not_connected;
  const auto destination = stomp::find(headers, "destination");
  if (!destination) return refuse("destination", ErrorCode::missing_header);
  if (subscriptions_.size() >= options_.max_subscriptions) return ErrorCode::too_many_subscriptions;
  const auto given = stomp::find(headers, "id");
  std::string id = given ? std::string(*given) : make_id("sub-");
  while (!given && subscriptions_.contains(id)) id = make_id("sub-");
  if (subscriptions_.contains(id)) return ErrorCode::duplicate_subscription;

  // An id that is made up goes in front of the destination, as clients in the field have it.
  const auto sent =
      given ? send(Command::SUBSCRIBE, headers, {}, no_body, now)
            : send(Command::SUBSCRIBE, headers, {{"id", id}, {"destination", *destination}}, no_body, now);
  if (!sent) return sent.error();
  subscriptions_.add(id, ++last_token_);
  last_id_ = id;
  return last_token_;
}

Result<Token> Session::unsubscribe(std::string_view id, Headers headers, Time now) {
  if (!can_send()) return ErrorCode::not_connected;
  if (const auto sent = send(Command::UNSUBSCRIBE, headers, {{"id", id}}, no_body, now); !sent)
    return sent.error();
  return subscriptions_.remove(id);
}

Result<Done> Session::ack(std::string_view message_id, std::string_view subscription, Headers headers, Time now) {
  return acknowledge(Command::ACK, message_id, subscription, headers, now);
}

Result<Done> Session::nack(std::string_view message_id, std::string_view subscription, Headers headers, Time now) {
  return acknowledge(Command::NACK, message_id, subscription, headers, now);
}

// `id` since 1.2, which is the MESSAGE's `ack` header (STOMP 1.2, "ACK"); `subscription` is needed by 1.1 alone,
// and what brokers expect from clients of any version.
Result<Done> Session::acknowledge(Command command, std::string_view message_id, std::string_view subscription,
                                  Headers headers, Time now) {
  if (!can_send()) return ErrorCode::not_connected;
  const std::string_view id_name = version() == Version::v1_2 ? "id" : "message-id";
  return send(command, headers, {{id_name, message_id}, {"subscription", subscription}}, no_body, now);
}

Result<Done> Session::begin(std::string_view transaction, Headers headers, Time now) {
  if (!can_send()) return ErrorCode::not_connected;
  const std::string id = transaction.empty() ? make_id("tx-") : std::string(transaction);
  if (const auto sent = send(Command::BEGIN, headers, {{"transaction", id}}, no_body, now); !sent) return sent;
  last_id_ = id;
  return Done{};
}

Result<Done> Session::commit(std::string_view transaction, Headers headers, Time now) {
  return end_transaction(Command::COMMIT, transaction, headers, now);
}

Result<Done> Session::abort(std::string_view transaction, Headers headers, Time now) {
  return end_transaction(Command::ABORT, transaction, headers, now);
}

Result<Done> Session::end_transaction(Command command, std::string_view transaction, Headers headers, Time now) {
  if (!can_send()) return ErrorCode::not_connected;
  return send(command, headers, {{"transaction", transaction}}, no_body, now);
}

Result<Token> Session::watch_receipt(std::string_view id, Time) {
  if (!can_send()) return ErrorCode::not_connected;
  if (!has_room_for_receipt(id)) return ErrorCode::too_many_receipts;
  if (const Token before = receipts_.watch(id, ++last_token_))
    outputs_.push_receipt_lost(before, id, ErrorCode::duplicate_receipt);
  return last_token_;
}

Result<Done> Session::send(Command command, Headers headers, std::initializer_list<stomp::Header> fields,
                           const Body& body, Time now) {
  const auto receipt = stomp::find(headers, "receipt");
  if (receipt && !has_room_for_receipt(*receipt)) return ErrorCode::too_many_receipts;
  if (const auto written = write_frame(command, headers, fields, body, now); !written) return written;
  if (!receipt) return Done{};
  const bool timed = options_.receipt_timeout > 0;
  receipts_.asked(*receipt, timed ? std::optional<Time>(now + options_.receipt_timeout) : std::nullopt);
  schedule_receipts();
  return Done{};
}

// The caller's headers but those that `fields` sets, then `fields`. Encoded straight into the outputs' text.
Result<Done> Session::write_frame(Command command, Headers headers, std::initializer_list<stomp::Header> fields,
                                  const Body& body, Time now) {
  if (!body.content_length && body.has_nul) return ErrorCode::unwritable_body;
  std::string& text = outputs_.text();
  const std::size_t first = text.size();
  stomp::FrameWriter writer(text, version(), command);
  for (const stomp::Header& header : headers) {
    if (stomp::find(Headers(fields.begin(), fields.size()), header.name)) continue;
    if (const auto written = writer.header(header.name, header.value); !written)
      return refuse(writer.last_name(), written.error());
  }
  if (const auto written = writer.headers(Headers(fields.begin(), fields.size())); !written)
    return refuse(writer.last_name(), written.error());
  writer.end(body.content_length && body.size > 0 ? std::optional<std::uint64_t>(body.size) : std::nullopt);
  if (body.ref == 0) text += '\0';
  outputs_.push_transmit(transport(), first, body.ref);
  heart_beat_.sent(now);
  schedule_heart_beats();
  return Done{};
}

// accept-version and heart-beat are the session's; a host among the application's headers wins over the option.
void Session::send_connect(Time now) {
  std::vector<stomp::Header> headers;
  for (const auto& [name, value] : options_.connect_headers) headers.push_back({name, value});
  const bool has_host = stomp::find(headers, "host").has_value();
  const std::string versions = options_.versions.text();
  const std::string heart_beat = stomp::text_of(options_.heart_beat);
  const stomp::Header accept_version{"accept-version", versions};
  const stomp::Header offer{"heart-beat", heart_beat};
  const auto written =
      options_.host && !has_host
          ? write_frame(Command::CONNECT, headers, {accept_version, offer, {"host", *options_.host}}, {}, now)
          : write_frame(Command::CONNECT, headers, {accept_version, offer}, {}, now);
  if (!written) give_up(written.error(), 0, now);
}

void Session::send_heart_beat(Time now) {
  const std::size_t first = outputs_.text().size();
  outputs_.text() += '\n';
  outputs_.push_transmit(transport(), first, 0);
  heart_beat_.sent(now);
  schedule_heart_beats();
}

bool Session::has_room_for_receipt(std::string_view id) const {
  return receipts_.size() < options_.max_receipts || receipts_.contains(id);
}

ErrorCode Session::refuse(std::string_view header, ErrorCode why) {
  refused_header_ = header;
  return why;
}

std::string Session::make_id(std::string_view prefix) {
  std::string id(prefix);
  append_decimal(id, id_counter_++);
  return id;
}

}  // namespace hoofbeat::client
