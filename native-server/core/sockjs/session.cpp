#include "core/sockjs/session.hpp"

#include <utility>
#include <vector>

#include <hoofbeat/sockjs/frame.hpp>
#include <hoofbeat/utf8.hpp>

#include "core/refusal.hpp"

namespace hoofbeat::server::sockjs {
namespace {

// Octets that a transport may hold before it gets no more: what a client does not take waits in the queue, which
// has a limit.
constexpr std::size_t window = 64U << 10U;
// So many parts of no octets, which a raw WebSocket can have, count as much.
constexpr std::size_t window_parts = 16U << 10U;
// Octets of messages that one frame gathers.
constexpr std::size_t frame_share = 128U << 10U;

// What a message of few octets occupies besides them, lest they be kept for nothing.
std::size_t cost_of(const Transmit& message) { return sizeof(Transmit) + message.size(); }

}  // namespace

void Session::attach(Context& context, Receiver receiver, HttpResponse response) {
  const bool streamed = !is_polling(receiver.framing);
  const RequestId request = receiver.request;
  if (streamed) {
    response.streamed = true;
    response.body = prelude_of(receiver.framing, receiver.callback);
    in_flight_.add(request, response.body.size(), 0);
    context.outbox.push_back(Reply{request, std::move(response)});
  } else {
    receiver.response = std::move(response);
  }
  receiver_ = std::move(receiver);
  deadlines_.clear(Due::expiry);
  arm_heartbeat(context);
  if (!std::exchange(announced_, true)) tell(context, Opened{});
}

void Session::attach_websocket(Context& context, Framing framing) {
  receiver_ = Receiver{.framing = framing};
  open_sent_ = framing == Framing::raw_websocket;
  if (framing == Framing::websocket) arm_heartbeat(context);
  announced_ = true;
  tell(context, Opened{});
}

void Session::send(Context& context, Transmit message) {
  if (!takes_messages()) return;
  if (queued_bytes_ > context.settings.limits.max_sockjs_queue_bytes) {
    context.log(LogLevel::warning, "sockjs_queue_full", id_, {{"waiting_bytes", std::to_string(queued_bytes_)}});
    return interrupt(context, close_code::policy_violation, "max_sockjs_queue_bytes exceeded");
  }
  queued_bytes_ += cost_of(message);
  queue_.push_back(std::move(message));
}

void Session::close(Context& context, std::uint16_t code, std::string_view reason, bool discard) {
  if (closing_ || over_) return;
  closing_ = CloseReason{code, std::string(reason)};
  if (!discard) return;
  discard_waiting();
  if (!receiver_) return;
  if (is_websocket(receiver_->framing)) return end_websocket(context, code, reason, true);
  // It takes nothing, so it will not take the close frame either.
  if (in_flight_.octets() < window) return;
  const RequestId request = receiver_->request;
  context.outbox.push_back(ReplyAbort{request});
  lose(context, request);
}

void Session::interrupt(Context& context, std::uint16_t code, std::string_view reason) {
  if (closing_ || over_) return;
  close(context, code, reason, true);
  tell(context, Closed{});
}

void Session::discard_waiting() {
  queue_.clear();
  queued_bytes_ = 0;
}

void Session::receive(Context& context, MessageList messages, bool text) {
  if (closing_ || over_ || messages.empty()) return;
  tell(context, Received{std::move(messages), text});
}

void Session::receive_octets(Context& context, std::string_view octets, bool end_of_message, bool text) {
  if (closing_ || over_) return;
  incoming_ += octets;
  if (!end_of_message) return;
  if (receiver_->framing == Framing::websocket) return read_frame(context);
  // A sequence that the last fragment, an empty one, leaves unfinished escapes the transport's own check.
  if (text && !is_utf8(incoming_))
    return refuse_octets(context, close_code::invalid_payload, ErrorCode::invalid_utf8);
  MessageList messages;
  messages.text() = std::exchange(incoming_, {});
  messages.end_message();
  receive(context, std::move(messages), text);
}

void Session::read_frame(Context& context) {
  const std::string json = std::exchange(incoming_, {});
  if (json.empty()) return;
  auto messages = hoofbeat::sockjs::read_client_messages(json, context.settings.limits.max_sockjs_frame_messages);
  if (messages) return receive(context, messages.value());
  const bool is_limit = messages.error() == ErrorCode::too_many_messages;
  refuse_octets(context, is_limit ? close_code::too_big : close_code::invalid_payload, messages.error());
}

void Session::refuse_octets(Context& context, std::uint16_t code, ErrorCode error) {
  context.log(LogLevel::info, "invalid_sockjs_message", id_, {{"code", std::string(name_of(error))}});
  tell(context, Closed{});
  end_websocket(context, code, name_of(error), false);
}

void Session::flush(Context& context) {
  while (receiver_ && !over_ && has_window() && write_next(context)) {
  }
}

bool Session::has_window() const { return in_flight_.octets() < window && in_flight_.parts() < window_parts; }

bool Session::write_next(Context& context) {
  if (!open_sent_) {
    open_sent_ = true;
    write(context, "o", 0);
  } else if (!queue_.empty()) {
    if (receiver_->framing == Framing::raw_websocket) {
      write_raw(context);
    } else {
      std::size_t credit = 0;
      const std::string frame = next_messages(credit);
      write(context, frame, credit);
    }
  } else if (closing_) {
    write_close(context);
  } else {
    return false;
  }
  return true;
}

std::string Session::next_messages(std::size_t& credit) {
  std::vector<std::string> texts;
  while (!queue_.empty() && (texts.empty() || credit + queue_.front().size() <= frame_share)) {
    credit += queue_.front().size();
    queued_bytes_ -= cost_of(queue_.front());
    texts.push_back(octets_of(queue_.front()));
    queue_.pop_front();
  }
  std::string frame;
  hoofbeat::sockjs::append_messages(frame, std::vector<std::string_view>(texts.begin(), texts.end()));
  return frame;
}

void Session::write(Context& context, std::string_view frame, std::size_t credit, bool last) {
  Receiver& receiver = *receiver_;
  std::string octets = dressed(receiver.framing, frame, receiver.callback);
  in_flight_.add(receiver.request, octets.size(), credit);
  arm_heartbeat(context);
  if (is_websocket(receiver.framing)) {
    context.outbox.push_back(transmit_of(id_, std::move(octets)));
  } else if (is_polling(receiver.framing)) {
    receiver.response.body = std::move(octets);
    context.outbox.push_back(Reply{receiver.request, std::move(receiver.response)});
    detach(context);
  } else {
    receiver.written += octets.size();
    last = last || receiver.written >= service_.streaming_limit;
    context.outbox.push_back(ReplyPart{receiver.request, std::move(octets), last});
    if (last) detach(context);
  }
}

void Session::write_raw(Context& context) {
  Transmit message = std::move(queue_.front());
  queue_.pop_front();
  const std::size_t octets = message.size();
  queued_bytes_ -= cost_of(message);
  message.connection = id_;
  in_flight_.add(0, octets, octets);
  context.outbox.push_back(std::move(message));
}

void Session::write_close(Context& context) {
  const CloseReason reason = *closing_;
  if (receiver_->framing == Framing::raw_websocket)
    return end_websocket(context, reason.code, reason.reason, false);
  const bool is_socket = is_websocket(receiver_->framing);
  std::string frame;
  hoofbeat::sockjs::append_close(frame, reason.code, reason.reason);
  write(context, frame, 0, true);
  if (is_socket) end_websocket(context, close_code::normal, "", false);
}

void Session::detach(Context& context) {
  receiver_.reset();
  deadlines_.clear(Due::heartbeat);
  await_receiver(context);
}

void Session::end_websocket(Context& context, std::uint16_t code, std::string_view reason, bool discard) {
  over_ = true;
  receiver_.reset();
  deadlines_.clear_all();
  context.outbox.push_back(CloseConnection{id_, code, std::string(cut(reason, longest_close_reason)), discard});
}

void Session::await_receiver(Context& context) {
  // A client that is still taking a response can't ask for the next one.
  if (!receiver_ && in_flight_.empty() && !over_)
    deadlines_.set(Due::expiry, context.now + context.settings.sockjs.session_expiry);
}

void Session::arm_heartbeat(Context& context) {
  const double interval = context.settings.sockjs.heartbeat;
  if (interval > 0) deadlines_.set(Due::heartbeat, context.now + interval);
}

void Session::sent(Context& context, RequestId request, std::size_t octets) {
  if (const std::size_t credit = in_flight_.take(request, octets); credit > 0 && !closing_)
    tell(context, Taken{credit});
  await_receiver(context);
}

bool Session::concerns(RequestId request) const {
  return (receiver_ && receiver_->request == request) || in_flight_.has(request);
}

// Nobody knows which frames arrived: the session can't be gone on with.
void Session::lose(Context& context, RequestId request) {
  if (!concerns(request)) return;
  if (receiver_ && receiver_->request == request) receiver_.reset();
  in_flight_ = {};
  deadlines_.clear(Due::heartbeat);
  if (!closing_) interrupt(context, close_code::protocol_error, "Connection interrupted");
  await_receiver(context);
}

void Session::lose_websocket(Context& context) {
  if (over_) return;
  over_ = true;
  deadlines_.clear_all();
  if (!closing_) tell(context, Closed{});
}

void Session::handle_timeout(Context& context) {
  while (const auto due = deadlines_.take_due(context.now)) {
    if (*due == Due::expiry) {
      over_ = true;
      if (!closing_) tell(context, Closed{});
      return;
    }
    if (!receiver_) return;
    arm_heartbeat(context);
    if (has_heartbeats_ && open_sent_ && in_flight_.empty()) write(context, "h", 0);
  }
}

}  // namespace hoofbeat::server::sockjs
