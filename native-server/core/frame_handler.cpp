#include "core/frame_handler.hpp"

#include <utility>

#include "core/acknowledgement.hpp"
#include "core/application.hpp"
#include "core/frame_rules.hpp"
#include "core/handshake.hpp"

namespace hoofbeat::server {
namespace {

using stomp::Command;
using stomp::Version;

std::string_view required(const stomp::FrameView& frame, std::string_view name) {
  return stomp::find(frame.headers, name).value_or("");  // frame_rules has seen to it
}

std::string version_text(Version version) { return std::string(text_of(version)); }

}  // namespace

void FrameHandler::handle(const stomp::FrameView& frame) {
  const bool is_connect = session_.stage() == Session::Stage::awaits_connect;
  const auto receipt = stomp::find(frame.headers, "receipt");
  Outcome refusal = refuse_frame(frame, session_.stage(), session_.version());
  if (!refusal) refusal = is_connect ? connect(frame) : perform(frame);
  if (refusal) {
    refusal->explanation += "\nThe frame was " + quoted(frame.command_text) + ".";
    return session_.refuse(context_, *refusal, receipt);
  }
  if (receipt && !is_connect) {
    const stomp::Header header{"receipt-id", *receipt};
    session_.send(context_, Command::RECEIPT, {&header, 1});
  }
  if (frame.command == Command::DISCONNECT) {
    context_.log(LogLevel::info, "disconnected", session_.connection());
    session_.close(context_, close_code::normal, "");
  }
}

FrameHandler::Outcome FrameHandler::perform(const stomp::FrameView& frame) {
  switch (frame.command) {
    case Command::SEND: return send(frame);
    case Command::SUBSCRIBE: return subscribe(frame);
    case Command::UNSUBSCRIBE: return unsubscribe(frame);
    case Command::ACK: return settle(frame, true);
    case Command::NACK: return settle(frame, false);
    case Command::BEGIN: return begin(frame);
    case Command::COMMIT: return commit(frame);
    case Command::ABORT: return abort(frame);
    default: return std::nullopt;  // DISCONNECT: its receipt says that all before it was processed
  }
}

FrameHandler::Outcome FrameHandler::connect(const stomp::FrameView& frame) {
  const auto negotiated = negotiate(frame, context_.settings);
  if (const auto* const refusal = std::get_if<Refusal>(&negotiated)) return *refusal;
  const auto& [version, heart_beat, login] = *std::get_if<Agreement>(&negotiated);

  session_.establish(context_, version, heart_beat);
  const std::string connection = std::to_string(session_.connection());
  const std::string offer = version == Version::v1_0 ? "0,0" : stomp::text_of(context_.settings.heart_beat);
  std::vector<stomp::Header> headers = {
      {"version", text_of(version)}, {"heart-beat", offer}, {"server", server_name()}, {"session", connection}};
  if (login) headers.push_back({"user-name", *login});
  session_.send(context_, Command::CONNECTED, headers);
  context_.log(LogLevel::info, "connected", session_.connection(),
               {{"version", version_text(version)},
                {"heart_beat", stomp::text_of(heart_beat)},
                {"login", std::string(login.value_or(""))}});
  return std::nullopt;
}

FrameHandler::Outcome FrameHandler::send(const stomp::FrameView& frame) {
  const std::string_view destination = required(frame, "destination");
  if (auto refusal = refuse_send(destination, context_.settings.limits)) return refusal;

  if (sendable(destination) == DestinationKind::application) return ask_application(frame, destination);
  const Publication publication{sendable(destination),
                                std::make_shared<Message>(destination, frame.headers, frame.body)};
  return publish(frame, std::span(&publication, 1));
}

FrameHandler::Outcome FrameHandler::ask_application(const stomp::FrameView& frame, std::string_view destination) {
  const Answer answer =
      destination == hello_destination ? greet(frame.body) : echo(session_, frame.headers, frame.body);
  if (const auto* const refusal = std::get_if<Refusal>(&answer)) return *refusal;
  return publish(frame, *std::get_if<std::vector<Publication>>(&answer));
}

// Now, or when the transaction that the frame names is committed.
FrameHandler::Outcome FrameHandler::publish(const stomp::FrameView& frame,
                                            std::span<const Publication> publications) {
  if (const auto transaction = stomp::find(frame.headers, "transaction"))
    return postpone(*transaction, {publications.begin(), publications.end()});
  if (auto refusal = exchange_.refuse_publications(context_, publications)) return refusal;
  for (const Publication& publication : publications) exchange_.publish(context_, session_, publication);
  return std::nullopt;
}

FrameHandler::Outcome FrameHandler::subscribe(const stomp::FrameView& frame) {
  Subscription::Request request;
  request.destination = required(frame, "destination");
  request.id = stomp::find(frame.headers, "id");
  request.name = request.id.value_or(request.destination);
  const Limits& limits = context_.settings.limits;
  if (auto refusal = refuse_subscribe(request.destination, limits)) return refusal;
  if (const auto text = stomp::find(frame.headers, "ack")) {
    const auto mode = parse_ack_mode(*text);
    if (!mode) {
      return Refusal{"invalid_ack_mode", "invalid ack mode " + quoted(*text),
                     "The header 'ack' of SUBSCRIBE is auto, client or client-individual."};
    }
    request.ack_mode = *mode;
  }
  if (session_.find_subscription(request.name) != nullptr) {
    return Refusal{name_of(ErrorCode::duplicate_subscription), "duplicate subscription " + quoted(request.name),
                   "This session has a subscription with the id " + quoted(request.name) +
                       " already. Choose another id, or UNSUBSCRIBE first."};
  }
  if (session_.subscriptions().size() >= limits.max_subscriptions_per_session) {
    return Refusal{
        "too_many_subscriptions", "too many subscriptions",
        "The limit max_subscriptions_per_session is " + std::to_string(limits.max_subscriptions_per_session) + ".",
        close_code::policy_violation};
  }
  auto subscription = std::make_unique<Subscription>(session_, ++context_.serial, request);
  return exchange_.subscribe(context_, session_.add_subscription(std::move(subscription)));
}

FrameHandler::Outcome FrameHandler::unsubscribe(const stomp::FrameView& frame) {
  auto name = stomp::find(frame.headers, "id");
  if (!name) name = stomp::find(frame.headers, "destination");  // 1.0
  if (!name) return missing_header(frame, "id");
  Subscription* const subscription = session_.find_subscription(*name);
  if (subscription == nullptr) {
    return Refusal{"unknown_subscription", "unknown subscription " + quoted(*name),
                   "This session has no subscription with the id " + quoted(*name) + "."};
  }
  exchange_.unsubscribe(context_, *subscription);
  session_.remove_subscription(*subscription);
  return std::nullopt;
}

}  // namespace hoofbeat::server
