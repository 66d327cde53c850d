#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/client/options.hpp>
#include <hoofbeat/client/output.hpp>
#include <hoofbeat/client/output_queue.hpp>
#include <hoofbeat/client/receipts.hpp>
#include <hoofbeat/client/state.hpp>
#include <hoofbeat/client/subscriptions.hpp>
#include <hoofbeat/random.hpp>
#include <hoofbeat/result.hpp>
#include <hoofbeat/stomp/decoder.hpp>

namespace hoofbeat::client {

/// A body that stays with the caller: the session writes only the head in front of it.
struct Body {
  BodyRef ref = 0;
  /// In octets, UTF-8 where it is text.
  std::uint64_t size = 0;
  bool content_length = true;
  /// Looked at only where content_length is false.
  bool has_nul = false;
};

/// A STOMP client over transports that others own. Does no I/O and reads no clock: inputs say what happened
/// and when, outputs wait in one queue. Several inputs before a drain are legal.
///
///     session.activate(now);
///     while (auto output = session.poll_output()) …      // OpenTransport, Transmit, events
///     timer.set(session.poll_timeout());                 // then handle_timeout(now)
///
/// `now` never goes back. Octets handed in must stay until the queue has been drained.
class Session {
 public:
  Session(Options options, std::uint64_t seed);

  /// May be changed at any time; what CONNECT says is read at the next connection.
  Options& options() { return options_; }
  const Options& options() const { return options_; }

  // The application

  void activate(Time now);
  /// Sends DISCONNECT with these headers and a receipt, then closes; `force`: closes at once.
  void deactivate(stomp::Headers disconnect_headers, bool force, Time now);
  /// Gives the transport up as if it had been lost; reconnection follows as for any loss.
  void force_disconnect(Time now);
  /// Where waiting for the next attempt: starts it now (the page is online again, say).
  void retry_now(Time now);
  /// The surroundings were asleep (a frozen page, a suspended machine), or have their network back: what was
  /// silent meanwhile says nothing about the peer. It hears a heartbeat, and gets `wake_grace` to be heard. Where
  /// waiting for the next attempt: starts it now. A connection that is lost before it was heard behind that grace
  /// is made anew at once.
  void wake(Time now);

  /// Errors of all: not_connected, unwritable_header_name, unwritable_header_value.
  /// A `destination` among the headers is required: missing_header. unwritable_body: see Body.
  Result<Done> publish(stomp::Headers headers, Body body, Time now);
  /// Needs `destination`. Without an `id` one is made up: see last_id(). duplicate_subscription,
  /// too_many_subscriptions.
  Result<Token> subscribe(stomp::Headers headers, Time now);
  /// The token of the subscription that ended, 0 for an unknown id (sent all the same). MESSAGE frames for it that
  /// still arrive are UnhandledMessage.
  Result<Token> unsubscribe(std::string_view id, stomp::Headers headers, Time now);
  /// `message_id` is the header that Message::ack_header names: sent as `id` in 1.2, as `message-id` before.
  Result<Done> ack(std::string_view message_id, std::string_view subscription, stomp::Headers headers, Time now);
  Result<Done> nack(std::string_view message_id, std::string_view subscription, stomp::Headers headers, Time now);
  /// Without an id one is made up: see last_id().
  Result<Done> begin(std::string_view transaction, stomp::Headers headers, Time now);
  Result<Done> commit(std::string_view transaction, stomp::Headers headers, Time now);
  Result<Done> abort(std::string_view transaction, stomp::Headers headers, Time now);
  /// Before or after the frame that asks for it is sent. too_many_receipts. Who watched for the same id until now
  /// is told that it is lost: duplicate_receipt. Without a connection: not_connected.
  Result<Token> watch_receipt(std::string_view id, Time now);
  /// The id that the last successful subscribe or begin went out with.
  std::string_view last_id() const { return last_id_; }
  /// The name of the header for which the last request was refused with missing_header, unwritable_header_name or
  /// unwritable_header_value. Valid as long as the headers that it was made with.
  std::string_view refused_header() const { return refused_header_; }

  // The transport

  /// Is being made from now on, and has `connection_timeout`; what the application does before takes its time.
  void handle_transport_started(TransportId transport, Time now);
  void handle_transport_opened(TransportId transport, Time now);
  /// The octets of one transport message, or with `end_of_message` false a piece of one.
  void handle_bytes(TransportId transport, std::string_view octets, bool end_of_message, Time now);
  /// Closed, by whomever, or could not be opened.
  void handle_transport_closed(TransportId transport, Time now);
  /// Much later than asked for, it tells of a sleep.
  void handle_timeout(Time now);

  std::optional<Output> poll_output();
  /// The same for who does not call the session while he looks: not a copy, but where it lies. Null: none.
  const Output* look_at_output();
  /// For who wants to keep looking at the outputs polled: polling the empty queue gives up what they point to.
  bool has_output() const { return !outputs_.empty(); }
  std::optional<Deadline<Due>> poll_timeout() const { return deadlines_.next(); }
  /// Octets of an incomplete frame that went out in parts (see BodyPart).
  std::size_t parted() const { return decoder_.parted(); }

  // State

  Activation activation() const;
  /// CONNECTED was received, and neither ERROR nor a close since.
  bool connected() const;
  /// `none` while there is no connection.
  stomp::Version version() const;
  stomp::HeartBeat heart_beat() const { return heart_beat_.agreed(); }

 private:
  // The state machine: session.cpp
  void open_transport();
  void close_transport(std::uint16_t code, Afterwards afterwards, Time now);
  void give_up(ErrorCode code, std::uint64_t offset, Time now);
  void end_connection(ErrorCode why, Afterwards afterwards, Time now);
  void wait_to_reconnect(Time now);
  void become_inactive();
  void send_disconnect(stomp::Headers headers, Time now);
  /// Of the present transport, 0 where there is none.
  TransportId transport() const;
  Afterwards afterwards() const;
  bool has_slept(Time now) const;

  void handle_frame(const stomp::FrameView& frame, Time now);
  void handle_connected(const stomp::FrameView& frame, Time now);
  void handle_message(const stomp::FrameView& frame);
  void handle_receipt(const stomp::FrameView& frame, Time now);
  void handle_error(const stomp::FrameView& frame, Time now);
  bool drain_decoder(Time now);
  void handle_heart_beat();
  void settle_doubt();

  void serve(Due due, Time now);
  void serve_receipts(Time now);
  void set_deadline(Due due, Time timeout, Time now);
  void schedule_heart_beats();
  void schedule_receipts();

  // Frames that change no state: session_requests.cpp
  void send_connect(Time now);
  void send_heart_beat(Time now);
  bool can_send() const { return std::holds_alternative<Established>(state_); }
  Result<Done> send(stomp::Command command, stomp::Headers headers, std::initializer_list<stomp::Header> fields,
                    const Body& body, Time now);
  Result<Done> write_frame(stomp::Command command, stomp::Headers headers,
                           std::initializer_list<stomp::Header> fields, const Body& body, Time now);
  Result<Done> acknowledge(stomp::Command command, std::string_view message_id, std::string_view subscription,
                           stomp::Headers headers, Time now);
  Result<Done> end_transaction(stomp::Command command, std::string_view transaction, stomp::Headers headers,
                               Time now);
  bool has_room_for_receipt(std::string_view id) const;
  std::string make_id(std::string_view prefix);
  ErrorCode refuse(std::string_view header, ErrorCode why);

  Options options_;
  Random random_;
  State state_;
  std::string disconnect_receipt_;  // of Disconnecting
  Deadlines<Due> deadlines_;
  OutputQueue outputs_;
  stomp::Decoder decoder_;
  std::vector<stomp::Decoder> finished_decoders_;  // outputs not yet polled may point into them
  stomp::HeartBeatTimer heart_beat_;
  ReconnectPolicy reconnect_;
  Subscriptions subscriptions_;
  Receipts receipts_;
  bool woken_ = false;  // and nothing was heard since
  /// After a wake, until something is heard then or later: what is heard sooner may have been on its way for long.
  std::optional<Time> doubted_until_;
  TransportId last_transport_ = 0;
  Token last_token_ = 0;
  std::uint32_t id_counter_ = 0;  // one for all ids made up on a connection
  std::string last_id_;
  std::string_view refused_header_;
};

}  // namespace hoofbeat::client
