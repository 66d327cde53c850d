#include <hoofbeat/sockjs/client_session.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <hoofbeat/sockjs/close_code.hpp>
#include <hoofbeat/sockjs/info.hpp>
#include <hoofbeat/sockjs/json_text.hpp>
#include <hoofbeat/sockjs/reason.hpp>

namespace hoofbeat::sockjs {
namespace {

constexpr std::size_t max_info_bytes = 64U << 10U;
constexpr std::uint16_t status_ok = 200;
constexpr std::uint16_t status_no_content = 204;
// Frames that come this long after their deadline were due to a timer that slept, with the page or the machine.
constexpr Time late = 5000;

// Four round trips, or where they are short 300 ms more than one (sockjs-client's figures).
Time retransmission_timeout(Time round_trip) { return round_trip > 100 ? 4 * round_trip : 300 + round_trip; }

// What a transport needs until its `o`.
constexpr double round_trips_to_open = 2;

}  // namespace

ClientSession::ClientSession(ClientOptions options, std::uint64_t seed)
    : options_(std::move(options)),
      random_(seed),
      url_(options_.url),
      stream_(options_.max_frame_bytes),
      silence_(options_.silence_timeout) {
  if (options_.server.empty()) options_.server = random_text(3, "0123456789");
}

// ---- The application ------------------------------------------------------------------------------------

void ClientSession::open(Time now) {
  if (!std::holds_alternative<Unopened>(state_)) return;
  state_ = FetchingInfo{ask_info(ExchangeKind::info), now};
  deadlines_.set(ClientDue::info_timeout, now + options_.info_timeout);
}

// The URL is new each time, for caches that do not mind what they are told.
ExchangeId ClientSession::ask_info(ExchangeKind kind) {
  std::string url = url_.with_suffix("/info");
  url += url.find('?') == std::string::npos ? '?' : '&';
  url += "t=" + random_text(8, "abcdefghijklmnopqrstuvwxyz0123456789");
  return open_exchange(kind, url);
}

void ClientSession::supply_session_id(std::string_view id, Time now) {
  const auto* const choosing = std::get_if<Choosing>(&state_);
  if (choosing == nullptr) return;
  if (!ServiceUrl::is_part(id))
    return fail(close_code::protocol_error, sentence_on(ErrorCode::invalid_session_id),
                ErrorCode::invalid_session_id);
  begin_attempt(choosing->transport, std::string(id), now);
}

Result<Done> ClientSession::send(std::string_view text, Time now) {
  if (!std::holds_alternative<Open>(state_)) {
    const bool is_closed = std::holds_alternative<Flushing>(state_) || std::holds_alternative<Over>(state_);
    if (is_closed) return Done{};
    return ErrorCode::not_open;
  }
  std::string quoted;
  append_quoted(quoted, text);
  if (line_.transport == Transport::websocket) {
    outputs_.push_text(line_.receiver, '[' + quoted + ']');
    return Done{};
  }
  if (quoted.size() + buffered() > options_.max_send_buffer_bytes) return ErrorCode::send_buffer_full;
  send_buffer_.push(std::move(quoted));
  post(line_, now);
  return Done{};
}

Result<Done> ClientSession::close(std::uint16_t code, std::string_view reason, Time now) {
  if (const auto refusal = refuse_close(code, reason)) return *refusal;
  if (std::holds_alternative<Flushing>(state_) || std::holds_alternative<Over>(state_)) return Done{};
  tell_closed(
      {code == 0 ? close_code::normal : code, reason.empty() ? "Normal closure" : reason, true, std::nullopt});
  if (!std::holds_alternative<Open>(state_) || send_buffer_.unconfirmed() == 0) {
    become_over(close_code::normal);
  } else {
    deadlines_.clear(ClientDue::silence);
    deadlines_.set(ClientDue::flush_timeout, now + options_.flush_timeout);
    state_ = Flushing{};
  }
  return Done{};
}

void ClientSession::hide_page() {
  if (std::holds_alternative<Over>(state_)) return;
  if (Line* const line = this->line(); line != nullptr && !send_buffer_.empty()) {
    std::string body;
    send_buffer_.take_batch(body, options_.max_post_bytes);
    open_exchange(ExchangeKind::last_words, url_.session_endpoint(options_.server, line->session, "xhr_send"),
                  body);
  }
  // What was sent before is left to the browser, which may let it end, and in whatever order the two arrive.
  if (Line* const line = this->line()) line->sender = 0;
  fail(close_code::going_away, sentence_on(ErrorCode::page_hidden), ErrorCode::page_hidden);
}

void ClientSession::expect_no_heartbeats() {
  silence_.forget_beats();
  watch_silence();
}

// ---- The exchanges --------------------------------------------------------------------------------------

void ClientSession::handle_response(ExchangeId exchange, std::uint16_t status, Time now) {
  if (const Line* const line = this->line(); line != nullptr && exchange == line->sender) {
    sender_status_ = status;
    return;
  }
  const auto* const info = std::get_if<FetchingInfo>(&state_);
  if (info != nullptr ? info->exchange != exchange : !receives(exchange)) return;
  status_ = status;
  if (info != nullptr || line()->transport == Transport::websocket || status == status_ok) return;
  give_up(ErrorCode::unexpected_status, status, now);
}

void ClientSession::handle_bytes(ExchangeId exchange, std::string_view octets, Time now) {
  if (const auto* const info = std::get_if<FetchingInfo>(&state_)) {
    // One octet more than is read tells that there was too much.
    if (info->exchange == exchange) info_ += octets.substr(0, max_info_bytes + 1 - info_.size());
    return;
  }
  if (!receives(exchange)) return;
  silence_.heard(now);
  stream_.feed(octets);
  read_stream(now);
  watch_silence();
}

void ClientSession::handle_message(ExchangeId exchange, std::string_view text, Time now) {
  if (!receives(exchange)) return;
  const bool is_event = line()->transport == Transport::eventsource;
  handle_frame(is_event ? event_decoder_.decode(text) : text, now);
  watch_silence();
}

void ClientSession::handle_ended(ExchangeId exchange, const ExchangeEnd& end, Time now) {
  if (const auto* const info = std::get_if<FetchingInfo>(&state_)) {
    if (info->exchange == exchange) finish_info(end.complete && (info->probes || status_ == status_ok), now);
    return;
  }
  Line* const line = this->line();
  if (line == nullptr || exchange == 0) return;
  if (exchange == line->sender) {
    line->sender = 0;
    finish_post(end.complete, now);
  } else if (exchange == line->receiver) {
    finish_receiver(end, now);
  }
}

void ClientSession::handle_timeout(Time now) {
  while (const auto next = deadlines_.next()) {
    if (next->at > now) return;
    deadlines_.clear(next->reason);
    switch (next->reason) {
      case ClientDue::info_timeout:
        fail_info(std::get<FetchingInfo>(state_).probes ? ErrorCode::info_failed : ErrorCode::info_timeout, 0);
        break;
      case ClientDue::transport_timeout: pass_over(ErrorCode::transport_timeout, 0, now); break;
      case ClientDue::next_receiver: receive(*line()); break;
      case ClientDue::silence:
        if (now > next->at + late && silence_.put_off(now + late))
          watch_silence();
        else
          fail(close_code::broken, sentence_on(ErrorCode::server_silent), ErrorCode::server_silent);
        break;
      case ClientDue::send_timeout:
        fail(close_code::broken, "Sending error: timeout", ErrorCode::sending_timeout);
        break;
      case ClientDue::flush_timeout: become_over(close_code::normal); break;
      case ClientDue::count_: break;
    }
  }
}

// ---- The walk over the transports -----------------------------------------------------------------------

void ClientSession::finish_info(bool complete, Time now) {
  auto& fetching = std::get<FetchingInfo>(state_);
  const Time round_trip = now - fetching.since;
  fetching.exchange = 0;  // it has ended
  if (fetching.probes) return fail_info(complete ? ErrorCode::cors_refused : ErrorCode::info_failed, 0);
  // A page is not told why: no server, or one that its origin may not read. Within the same time.
  if (!complete && status_ == 0 && options_.crosses_origins) {
    fetching = {ask_info(ExchangeKind::probe), fetching.since, true};
    return;
  }
  deadlines_.clear(ClientDue::info_timeout);
  if (!complete) return fail_info(failure_of_info(status_), status_ == status_ok ? 0 : status_);
  if (info_.size() > max_info_bytes) info_.clear();
  const Info info = read_info(std::exchange(info_, {}));
  if (const auto rebased = url_.rebased(info.base_url)) url_ = *rebased;
  walk_ = TransportWalk(options_.supported, options_.selected, info.websocket);
  rto_ = retransmission_timeout(round_trip);
  try_next(now);
}

void ClientSession::fail_info(ErrorCode why, std::uint16_t status) {
  fail(close_code::protocol_error, "Cannot connect to server", why, status);
}

void ClientSession::try_next(Time now) {
  while (const auto step = walk_.next()) {
    if (step->obstacle) {
      outputs_.push(TransportPassedOver{step->transport, *step->obstacle, 0});
    } else if (options_.supplies_session_ids) {
      state_ = Choosing{step->transport};
      outputs_.push(SessionIdWanted{});
      return;
    } else {
      auto id = random_text(options_.session_id_length, "abcdefghijklmnopqrstuvwxyz012345");
      return begin_attempt(step->transport, std::move(id), now);
    }
  }
  fail(close_code::all_transports_failed, "All transports failed", ErrorCode::all_transports_failed);
}

void ClientSession::begin_attempt(Transport transport, std::string session, Time now) {
  deadlines_.set(ClientDue::transport_timeout,
                 now + std::max(options_.transport_timeout, rto_ * round_trips_to_open));
  state_ = Opening{};
  line_ = {transport, std::move(session)};
  receive(line_);
}

void ClientSession::pass_over(ErrorCode why, std::uint16_t code, Time now) {
  deadlines_.clear(ClientDue::transport_timeout);
  outputs_.push(TransportPassedOver{line_.transport, why, code});
  stop_receiving(line_);
  try_next(now);
}

// ---- Receiving ------------------------------------------------------------------------------------------

void ClientSession::receive(Line& line) {
  const TransportTraits& traits = traits_of(line.transport);
  const bool is_web_socket = line.transport == Transport::websocket;
  stream_.reset();
  status_ = 0;
  has_received_ = false;
  line.receiver = open_exchange(
      traits.receiver,
      (is_web_socket ? url_.web_socket() : url_).session_endpoint(options_.server, line.session, traits.endpoint));
}

void ClientSession::read_stream(Time now) {
  const Line* const before = line();
  const ExchangeId receiver = before == nullptr ? 0 : before->receiver;
  while (const auto frame = stream_.next()) {
    handle_frame(*frame, now);
    if (!receives(receiver)) return;  // it may be another's turn by now
  }
  if (stream_.overflowed()) give_up(ErrorCode::frame_too_large, 0, now);
}

void ClientSession::handle_frame(std::string_view text, Time now) {
  if (text.empty()) return;
  if (text.size() > options_.max_frame_bytes) return give_up(ErrorCode::frame_too_large, 0, now);
  has_received_ = true;
  pauses_.reset();
  auto read = read_server_frame(text, options_.max_messages_per_frame);
  if (!read) return give_up(read.error(), 0, now);
  ServerFrame frame = std::move(read).value();
  switch (frame_verdicts[state_.index()][frame.index()]) {
    case FrameVerdict::pass_over: return;
    case FrameVerdict::violation: return give_up(ErrorCode::invalid_sockjs_frame, 0, now);
    case FrameVerdict::session_lost:
      return fail(close_code::broken, "Server lost session", ErrorCode::session_lost);
    case FrameVerdict::take: break;
  }
  if (std::holds_alternative<OpenFrame>(frame)) return take_open(now);
  if (auto* const messages = std::get_if<MessageList>(&frame)) return take_messages(std::move(*messages), now);
  if (const auto* const closing = std::get_if<CloseFrame>(&frame)) return take_close(*closing);
  silence_.beat(now);
  outputs_.push(HeartbeatReceived{});
}

void ClientSession::take_open(Time now) {
  deadlines_.clear(ClientDue::transport_timeout);
  silence_.start(now);
  state_ = Open{};
  outputs_.push(Opened{line_.transport});
}

void ClientSession::take_messages(MessageList messages, Time now) {
  silence_.received(now);
  outputs_.push_messages(std::move(messages));
}

void ClientSession::take_close(const CloseFrame& frame) {
  if (!std::holds_alternative<Flushing>(state_)) tell_closed({frame.code, frame.reason, true, std::nullopt});
  become_over(close_code::normal);
}

// A response that breaks off may have taken frames with it, and a request that failed too: nobody could tell that
// they are missing. So only one that ended as it should is followed by another.
void ClientSession::finish_receiver(const ExchangeEnd& end, Time now) {
  const ExchangeId receiver = line()->receiver;
  const bool is_event_source = line()->transport == Transport::eventsource;
  const bool complete = end.complete && (!is_event_source || status_ == status_ok);
  if (complete && line()->transport != Transport::websocket) {
    stream_.feed({});
    stream_.finish();
    read_stream(now);
    watch_silence();
    if (!receives(receiver)) return;
  }
  Line& line = *this->line();  // the state may have become another
  line.receiver = 0;
  const bool is_opening = std::holds_alternative<Opening>(state_);
  if (line.transport == Transport::websocket) {
    const bool is_final = may_be_given(end.close_code) || end.close_code == close_code::all_transports_failed;
    if (is_opening && !is_final) return pass_over(ErrorCode::exchange_failed, end.close_code, now);
    if (!std::holds_alternative<Flushing>(state_))
      tell_closed({end.close_code == 0 ? close_code::broken : end.close_code,
                   end.complete ? end.close_reason : "WebSocket connection broken", false,
                   end.complete ? std::nullopt : std::optional(ErrorCode::exchange_failed)});
    return become_over(close_code::normal);
  }
  if (!complete) return give_up(ErrorCode::exchange_failed, 0, now);
  if (is_opening) return give_up(ErrorCode::incomplete_response, 0, now);
  if (has_received_) return receive(line);
  const auto pause = pauses_.next();
  if (!pause) return give_up(ErrorCode::incomplete_response, 0, now);
  deadlines_.set(ClientDue::next_receiver, now + *pause);
}

// ---- Sending --------------------------------------------------------------------------------------------

void ClientSession::post(Line& line, Time now) {
  if (line.sender != 0 || send_buffer_.empty()) return;
  std::string body;
  send_buffer_.take_batch(body, options_.max_post_bytes);
  sender_status_ = 0;
  line.sender =
      open_exchange(ExchangeKind::send, url_.session_endpoint(options_.server, line.session, "xhr_send"), body);
  deadlines_.set(ClientDue::send_timeout, now + options_.send_timeout);
}

void ClientSession::finish_post(bool complete, Time now) {
  deadlines_.clear(ClientDue::send_timeout);
  const bool is_accepted = sender_status_ == status_ok || sender_status_ == status_no_content;
  if (!complete || !is_accepted) {
    const std::uint16_t status = is_accepted ? 0 : sender_status_;
    return fail(close_code::broken, reason_of("Sending error: ", ErrorCode::sending_failed, status),
                ErrorCode::sending_failed, status);
  }
  send_buffer_.settle();
  post(*line(), now);
  if (std::holds_alternative<Flushing>(state_) && send_buffer_.unconfirmed() == 0) become_over(close_code::normal);
}

// ---- Ending ---------------------------------------------------------------------------------------------

void ClientSession::give_up(ErrorCode why, std::uint16_t code, Time now) {
  if (std::holds_alternative<Opening>(state_)) return pass_over(why, code, now);
  if (std::holds_alternative<Flushing>(state_)) return stop_receiving(line_);
  const bool is_violation = condition_of(why) == Condition::protocol;
  fail(is_violation ? close_code::protocol_error : close_code::broken, reason_of("Receiving error: ", why, code),
       why, code);
}

// Nobody listens any more, and what was sent before can still go out.
void ClientSession::stop_receiving(Line& line) {
  if (const ExchangeId receiver = std::exchange(line.receiver, 0); receiver != 0)
    outputs_.push(EndExchange{receiver, close_code::normal});
}

void ClientSession::fail(std::uint16_t code, std::string_view reason, ErrorCode why, std::uint16_t status) {
  if (!std::holds_alternative<Flushing>(state_)) tell_closed({code, reason, false, why, status});
  become_over(condition_of(why) == Condition::protocol ? close_code::violation : close_code::normal);
}

void ClientSession::tell_closed(Closed closed) {
  closed.while_fetching_info = !closed.why && std::holds_alternative<FetchingInfo>(state_);
  closed.unconfirmed = static_cast<std::uint32_t>(send_buffer_.unconfirmed());
  outputs_.push_closed(closed);
}

void ClientSession::become_over(std::uint16_t code) {
  const auto end = [&](ExchangeId exchange) {
    if (exchange != 0) outputs_.push(EndExchange{exchange, code});
  };
  if (const auto* const info = std::get_if<FetchingInfo>(&state_)) end(info->exchange);
  if (const Line* const line = this->line()) {
    end(line->sender);
    end(line->receiver);
  }
  deadlines_.clear_all();
  send_buffer_.clear();
  stream_.reset();
  state_ = Over{};
  outputs_.push(Released{});
}

// ---- Small things ---------------------------------------------------------------------------------------

Line* ClientSession::line() {
  const bool has_line = std::holds_alternative<Opening>(state_) || std::holds_alternative<Open>(state_) ||
                        std::holds_alternative<Flushing>(state_);
  return has_line ? &line_ : nullptr;
}

bool ClientSession::receives(ExchangeId exchange) {
  const Line* const line = this->line();
  return line != nullptr && exchange != 0 && line->receiver == exchange;
}

ExchangeId ClientSession::open_exchange(ExchangeKind kind, std::string_view url, std::string_view body) {
  outputs_.push_open(++last_exchange_, kind, url, body);
  return last_exchange_;
}

std::string ClientSession::random_text(std::size_t length, std::string_view alphabet) {
  std::string text(length, '\0');
  for (char& c : text)
    c = alphabet[static_cast<std::size_t>(random_.fraction() * static_cast<double>(alphabet.size()))];
  return text;
}

void ClientSession::watch_silence() {
  const auto at = std::holds_alternative<Open>(state_) ? silence_.silent_at() : std::nullopt;
  if (at)
    deadlines_.set(ClientDue::silence, *at);
  else
    deadlines_.clear(ClientDue::silence);
}

}  // namespace hoofbeat::sockjs
