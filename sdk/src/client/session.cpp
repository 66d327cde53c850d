#include <hoofbeat/client/session.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <hoofbeat/stomp/white_space.hpp>
#include <hoofbeat/visit.hpp>

namespace hoofbeat::client {

using stomp::Command;
using stomp::FrameView;
using stomp::Version;

namespace {

// RFC 6455, section 7.4. A page may close with 1000 or 3000 to 4999 alone, so 1002 and 1006 have a stand-in.
constexpr std::uint16_t close_normal = 1000;
constexpr std::uint16_t close_violation = 4002;
constexpr std::uint16_t close_lost = 4006;

// A timer that comes later, in milliseconds, tells of a sleep. In hidden pages they are a second late.
constexpr Time asleep_from = 2'000;

std::uint16_t close_code_for(ErrorCode why) {
  return condition_of(why) == Condition::protocol ? close_violation : close_lost;
}

Verdict verdict(const State& state, Command command) {
  const std::size_t column = [&]() -> std::size_t {
    switch (command) {
      case Command::CONNECTED: return 0;
      case Command::MESSAGE: return 1;
      case Command::RECEIPT: return 2;
      case Command::ERROR: return 3;
      default: return 4;
    }
  }();
  return verdicts[state.index()][column];
}

Verdict verdict_on_heart_beat(const State& state) { return verdicts[state.index()][5]; }

// The header that names the message in ACK and NACK (STOMP 1.2, "ACK"; 1.1, "ACK"). Where nothing is to be
// acknowledged 1.2 has none.
std::int32_t ack_header_of(const FrameView& frame, Version version) {
  const std::string_view wanted = version == Version::v1_2 ? "ack" : "message-id";
  for (std::size_t i = 0; i < frame.headers.size(); ++i) {
    const std::string_view name = frame.headers[i].name;
    if (name == wanted) return static_cast<std::int32_t>(i);
  }
  return -1;
}

}  // namespace

Session::Session(Options options, std::uint64_t seed) : options_(std::move(options)), random_(seed) {}

// ---- The application ------------------------------------------------------------------------------------

void Session::activate(Time) {
  if (std::holds_alternative<Inactive>(state_)) {
    reconnect_.reset();
    outputs_.push(ActivationChanged{Activation::active});
    open_transport();
  } else if (auto* disconnecting = std::get_if<Disconnecting>(&state_)) {
    disconnecting->afterwards = Afterwards::activate_anew;
  } else if (auto* closing = std::get_if<Closing>(&state_);
             closing && closing->afterwards == Afterwards::deactivate) {
    closing->afterwards = Afterwards::activate_anew;
  }
}

void Session::deactivate(stomp::Headers disconnect_headers, bool force, Time now) {
  if (std::holds_alternative<Inactive>(state_)) return;
  if (activation() == Activation::active) outputs_.push(ActivationChanged{Activation::deactivating});
  if (auto* closing = std::get_if<Closing>(&state_)) {
    closing->afterwards = Afterwards::deactivate;
  } else if (std::holds_alternative<Waiting>(state_)) {
    become_inactive();
  } else if (auto* disconnecting = std::get_if<Disconnecting>(&state_); disconnecting && !force) {
    disconnecting->afterwards = Afterwards::deactivate;
  } else if (std::holds_alternative<Established>(state_) && !force) {
    send_disconnect(disconnect_headers, now);
  } else {
    close_transport(close_normal, Afterwards::deactivate, now);
  }
}

void Session::force_disconnect(Time now) {
  if (transport() != 0 && !std::holds_alternative<Closing>(state_)) {
    close_transport(close_lost, afterwards(), now);
  }
}

void Session::retry_now(Time) {
  if (std::holds_alternative<Waiting>(state_)) open_transport();
}

void Session::wake(Time now) {
  if (deadlines_.is_set(Due::reconnect)) {
    reconnect_.reset();
    return open_transport();
  }
  // Once: else a page whose timers are always late would never miss its peer.
  if (woken_ || transport() == 0) return;
  woken_ = true;
  const Time until = now + options_.wake_grace;
  doubted_until_ = until;
  auto* const established = std::get_if<Established>(&state_);
  if (established == nullptr) return;
  if (heart_beat_.agreed().outgoing > 0) send_heart_beat(now);
  heart_beat_.put_off_loss(std::max(until, now + heart_beat_.agreed().incoming));
  receipts_.put_off(until);
  // A broker that is heard may still owe these.
  if (deadlines_.is_set(Due::error_timeout) && !std::exchange(established->has_grace, true))
    deadlines_.set(Due::error_timeout, until);
  schedule_heart_beats();
  schedule_receipts();
}

// ---- The transport --------------------------------------------------------------------------------------

void Session::handle_transport_started(TransportId id, Time now) {
  const auto* opening = std::get_if<Opening>(&state_);
  if (opening == nullptr || opening->transport != id || deadlines_.is_set(Due::connection_timeout)) return;
  set_deadline(Due::connection_timeout, options_.connection_timeout, now);
}

void Session::handle_transport_opened(TransportId id, Time now) {
  const auto* opening = std::get_if<Opening>(&state_);
  if (opening == nullptr || opening->transport != id) return;
  state_ = Connecting{id};
  set_deadline(Due::connected_timeout, options_.connected_timeout, now);
  send_connect(now);
}

void Session::handle_bytes(TransportId id, std::string_view octets, bool end_of_message, Time now) {
  // What comes behind the reason to close is not looked at.
  if (id == 0 || id != transport() || std::holds_alternative<Opening>(state_) ||
      std::holds_alternative<Closing>(state_))
    return;
  heart_beat_.received(now);
  woken_ = false;
  if (doubted_until_ && now >= *doubted_until_) doubted_until_.reset();
  decoder_.feed(octets);
  if (!drain_decoder(now)) return;
  if (end_of_message && options_.nul_may_be_missing && decoder_.supply_nul() && !drain_decoder(now)) return;
  if (end_of_message) decoder_.end_message();
  schedule_heart_beats();
}

void Session::handle_transport_closed(TransportId id, Time now) {
  if (id == 0 || id != transport()) return;
  const bool expected = std::holds_alternative<Closing>(state_) || std::holds_alternative<Disconnecting>(state_);
  const ErrorCode why =
      std::holds_alternative<Opening>(state_) ? ErrorCode::transport_failed : ErrorCode::transport_closed;
  if (!expected) outputs_.push(Failed{why, 0});
  // Of what happened during a sleep the close may be the first to be told.
  if (has_slept(now)) doubted_until_ = now;
  end_connection(why, afterwards(), now);
}

void Session::handle_timeout(Time now) {
  if (has_slept(now)) wake(now);
  while (const auto due = deadlines_.take_due(now)) serve(*due, now);
}

const Output* Session::look_at_output() {
  const Output* const output = outputs_.poll();
  if (output == nullptr) {
    decoder_.release();
    finished_decoders_.clear();
  }
  return output;
}

std::optional<Output> Session::poll_output() {
  const Output* const output = look_at_output();
  return output == nullptr ? std::nullopt : std::optional(*output);
}

// ---- State ----------------------------------------------------------------------------------------------

Activation Session::activation() const {
  if (std::holds_alternative<Inactive>(state_)) return Activation::inactive;
  return afterwards() == Afterwards::reconnect ? Activation::active : Activation::deactivating;
}

bool Session::connected() const {
  const auto* established = std::get_if<Established>(&state_);
  return established != nullptr && !established->doubtful;
}

Version Session::version() const {
  if (const auto* established = std::get_if<Established>(&state_)) return established->version;
  if (const auto* disconnecting = std::get_if<Disconnecting>(&state_)) return disconnecting->version;
  return Version::none;
}

bool Session::has_slept(Time now) const {
  const auto next = deadlines_.next();
  return next && now - next->at > asleep_from && !std::holds_alternative<Waiting>(state_);
}

TransportId Session::transport() const {
  TransportId transport = 0;
  visit_inline(
      [&](const auto& state) {
        if constexpr (requires { state.transport; }) transport = state.transport;
      },
      state_);
  return transport;
}

Afterwards Session::afterwards() const {
  auto afterwards = Afterwards::reconnect;
  visit_inline(
      [&](const auto& state) {
        if constexpr (requires { state.afterwards; }) afterwards = state.afterwards;
      },
      state_);
  return afterwards;
}

void Session::open_transport() {
  deadlines_.clear_all();
  if (!outputs_.empty()) finished_decoders_.push_back(std::move(decoder_));
  decoder_ = stomp::Decoder(options_.limits);
  id_counter_ = 0;
  state_ = Opening{++last_transport_};
  woken_ = false;
  doubted_until_.reset();
  outputs_.push(OpenTransport{last_transport_});
}

void Session::close_transport(std::uint16_t code, Afterwards afterwards, Time now) {
  const TransportId id = transport();
  state_ = Closing{id, afterwards};
  decoder_.close();
  heart_beat_.stop();
  deadlines_.clear_all();
  deadlines_.set(Due::close_timeout, now + options_.close_timeout);
  outputs_.push(CloseTransport{id, code});
}

void Session::give_up(ErrorCode code, std::uint64_t offset, Time now) {
  outputs_.push(Failed{code, offset});
  close_transport(close_code_for(code), afterwards(), now);
}

void Session::end_connection(ErrorCode why, Afterwards afterwards, Time now) {
  const TransportId id = transport();
  decoder_.close();
  heart_beat_.stop();
  deadlines_.clear_all();
  subscriptions_.clear();
  for (const auto& lost : receipts_.take_all()) outputs_.push_receipt_lost(lost.token, lost.id, why);
  if (afterwards != Afterwards::reconnect) become_inactive();
  outputs_.push(ConnectionEnded{id});
  if (afterwards == Afterwards::reconnect) return wait_to_reconnect(now);
  if (afterwards == Afterwards::activate_anew) activate(now);
}

// Where reconnection is off the session stays active and waits for retry_now or deactivate.
void Session::wait_to_reconnect(Time now) {
  state_ = Waiting{};
  if (reconnect_.exhausted(options_.reconnect)) {
    outputs_.push(Failed{ErrorCode::attempts_exhausted, 0});
    return become_inactive();
  }
  if (const auto attempt = reconnect_.next(options_.reconnect, random_)) {
    const Time delay = std::exchange(doubted_until_, std::nullopt) ? 0 : attempt->delay;
    deadlines_.set(Due::reconnect, now + delay);
    outputs_.push(Reconnecting{attempt->number, delay});
  }
}

void Session::become_inactive() {
  deadlines_.clear_all();
  state_ = Inactive{};
  outputs_.push(ActivationChanged{Activation::inactive});
}

void Session::send_disconnect(stomp::Headers headers, Time now) {
  const auto given = stomp::find(headers, "receipt");
  disconnect_receipt_ = given ? std::string(*given) : make_id("close-");
  const auto written = write_frame(Command::DISCONNECT, headers, {{"receipt", disconnect_receipt_}}, {}, now);
  if (!written) {
    outputs_.push(Failed{written.error(), 0});
    return close_transport(close_normal, Afterwards::deactivate, now);
  }
  deadlines_.clear(Due::error_timeout);
  state_ = Disconnecting{transport(), version()};
  set_deadline(Due::disconnect_timeout, options_.disconnect_timeout, now);
}

// ---- Frames ---------------------------------------------------------------------------------------------

/// False: the connection was given up.
bool Session::drain_decoder(Time now) {
  using Step = stomp::Decoder::Step;
  for (Step step = decoder_.next(); step != Step::need_more; step = decoder_.next()) {
    switch (step) {
      case Step::frame: handle_frame(decoder_.frame(), now); break;
      case Step::body_part: outputs_.push(BodyPart{decoder_.body_part()}); break;
      case Step::heartbeat: handle_heart_beat(); break;
      case Step::error: give_up(decoder_.error().code, decoder_.error().offset, now); return false;
      case Step::need_more: break;
    }
    if (std::holds_alternative<Closing>(state_)) return false;
  }
  return true;
}

void Session::handle_frame(const FrameView& frame, Time now) {
  switch (verdict(state_, frame.command)) {
    case Verdict::pass_over: return;
    case Verdict::violation: return give_up(ErrorCode::unexpected_frame, frame.offset, now);
    case Verdict::take: break;
  }
  if (frame.command != Command::ERROR) settle_doubt();
  switch (frame.command) {
    case Command::CONNECTED: return handle_connected(frame, now);
    case Command::MESSAGE: return handle_message(frame);
    case Command::RECEIPT: return handle_receipt(frame, now);
    case Command::ERROR: return handle_error(frame, now);
    default: return outputs_.push_frame(UnhandledFrame{frame});
  }
}

// A CONNECTED without a version comes from a 1.0 server (STOMP 1.2, "CONNECTED Frame").
void Session::handle_connected(const FrameView& frame, Time now) {
  const auto version = stomp::parse_version(stomp::trimmed(stomp::find(frame.headers, "version").value_or("1.0")));
  if (!version || !options_.versions.contains(*version))
    return give_up(ErrorCode::version_not_offered, frame.offset, now);
  const auto peer = stomp::parse_heart_beat(stomp::find(frame.headers, "heart-beat").value_or("0,0"));
  if (!peer) return give_up(ErrorCode::invalid_heart_beat, frame.offset, now);

  state_ = Established{transport(), *version};
  decoder_.set_version(*version);
  deadlines_.clear_all();
  reconnect_.reset();
  heart_beat_.start(stomp::agree(options_.heart_beat, *peer), options_.heart_beat_tolerance, now);
  outputs_.push_frame(Connected{frame, *version, heart_beat_.agreed()});
}

void Session::handle_message(const FrameView& frame) {
  const std::int32_t ack_header = ack_header_of(frame, version());
  const auto id = stomp::find(frame.headers, "subscription");
  if (const Token token = id ? subscriptions_.find(*id) : 0) {
    outputs_.push_frame(Message{frame, token, ack_header});
  } else {
    outputs_.push_frame(UnhandledMessage{frame, ack_header});
  }
}

void Session::handle_receipt(const FrameView& frame, Time now) {
  const auto id = stomp::find(frame.headers, "receipt-id");
  if (!id) return outputs_.push_frame(UnhandledFrame{frame});
  const auto awaited = receipts_.take(*id);
  schedule_receipts();
  const bool is_watched = awaited && awaited->token != 0;
  if (is_watched) outputs_.push_frame(Receipt{frame, awaited->token});
  const auto* disconnecting = std::get_if<Disconnecting>(&state_);
  if (disconnecting != nullptr && disconnect_receipt_ == *id) {
    outputs_.push_frame(Disconnected{frame});
    return close_transport(close_normal, disconnecting->afterwards, now);
  }
  if (!is_watched) outputs_.push_frame(UnhandledReceipt{frame});
}

// In answer to CONNECT the attempt is over, whether the broker closes or, as some do, not. Later it means that
// the broker will close, or that it refuses one frame and goes on: only its next sign of life tells.
void Session::handle_error(const FrameView& frame, Time now) {
  outputs_.push_frame(BrokerError{frame});
  if (std::holds_alternative<Connecting>(state_))
    return give_up(ErrorCode::connection_refused_by_broker, frame.offset, now);
  if (const auto id = stomp::find(frame.headers, "receipt-id")) {
    if (const auto lost = receipts_.take(*id))
      outputs_.push_receipt_lost(lost->token, lost->id, ErrorCode::error_frame);
    schedule_receipts();
  }
  if (auto* established = std::get_if<Established>(&state_)) {
    established->doubtful = true;
    established->has_grace = false;
    if (heart_beat_.agreed().incoming == 0) set_deadline(Due::error_timeout, options_.error_timeout, now);
  }
}

void Session::handle_heart_beat() {
  if (verdict_on_heart_beat(state_) != Verdict::take) return;
  settle_doubt();
  outputs_.push(HeartBeatReceived{});
}

void Session::settle_doubt() {
  if (auto* established = std::get_if<Established>(&state_)) established->doubtful = false;
  deadlines_.clear(Due::error_timeout);
}

// ---- Deadlines ------------------------------------------------------------------------------------------

void Session::serve(Due due, Time now) {
  switch (due) {
    case Due::connection_timeout: return give_up(ErrorCode::connection_timeout, 0, now);
    case Due::connected_timeout: return give_up(ErrorCode::connected_timeout, 0, now);
    case Due::heart_beat_lost: outputs_.push(HeartBeatLost{}); return give_up(ErrorCode::heartbeat_lost, 0, now);
    case Due::error_timeout: return give_up(ErrorCode::error_frame, 0, now);
    case Due::receipt_timeout: return serve_receipts(now);
    case Due::disconnect_timeout: return give_up(ErrorCode::disconnect_timeout, 0, now);
    case Due::close_timeout:
      outputs_.push(AbandonTransport{transport()});
      return end_connection(ErrorCode::transport_closed, afterwards(), now);
    case Due::reconnect: return open_transport();
    case Due::heart_beat: return send_heart_beat(now);
    case Due::count_: return;
  }
}

void Session::serve_receipts(Time now) {
  while (const auto lost = receipts_.take_due(now))
    outputs_.push_receipt_lost(lost->token, lost->id, ErrorCode::receipt_timeout);
  schedule_receipts();
}

void Session::set_deadline(Due due, Time timeout, Time now) {
  if (timeout > 0) deadlines_.set(due, now + timeout);
}

void Session::schedule_heart_beats() {
  if (const auto at = heart_beat_.next_beat()) deadlines_.set(Due::heart_beat, *at);
  if (const auto at = heart_beat_.lost_at()) deadlines_.set(Due::heart_beat_lost, *at);
}

void Session::schedule_receipts() {
  if (const auto at = receipts_.next_due()) {
    deadlines_.set(Due::receipt_timeout, *at);
  } else {
    deadlines_.clear(Due::receipt_timeout);
  }
}

}  // namespace hoofbeat::client
