#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/error.hpp>
#include <hoofbeat/stomp/frame.hpp>
#include <hoofbeat/stomp/heartbeat.hpp>
#include <hoofbeat/stomp/version.hpp>

// What a session asks its surroundings to do, and what it tells the application. Views in an output are
// valid until the next call of the session, but frames until the queue is empty.

namespace hoofbeat::client {

/// One connection attempt has one transport; ids are never reused. 0 is none.
using TransportId = std::uint32_t;
/// Names a subscription or a receipt that is waited for; never reused. 0 is none.
using Token = std::uint32_t;
/// Names a body that stays with the caller (see Body). 0 is none.
using BodyRef = std::uint32_t;

/// Open a transport: call handle_transport_started when it is being made, then handle_transport_opened or
/// handle_transport_closed.
struct OpenTransport {
  TransportId transport;
};

/// Send as one transport message: the head, then, where `body` is not 0, that body and a NUL.
/// Without a body the head is all there is to send (it ends in its own NUL, or is a heartbeat's EOL).
struct Transmit {
  TransportId transport;
  std::string_view head;
  BodyRef body;
};

/// Close it (RFC 6455, section 7.4 codes), then call handle_transport_closed.
struct CloseTransport {
  TransportId transport;
  std::uint16_t code;
};

/// It did not close in time. Let go of it; nothing more is expected of it.
struct AbandonTransport {
  TransportId transport;
};

// Events

enum class Activation : std::uint8_t { active, deactivating, inactive };

struct ActivationChanged {
  Activation activation;
};
struct Connected {
  stomp::FrameView frame;
  stomp::Version version;
  stomp::HeartBeat heart_beat;
};
struct Message {
  stomp::FrameView frame;
  Token subscription;
  /// Which of the frame's headers names the message in ACK and NACK; -1: none.
  std::int32_t ack_header;
};
/// A MESSAGE for no subscription of this connection (RabbitMQ's replies to temporary queues come so).
struct UnhandledMessage {
  stomp::FrameView frame;
  std::int32_t ack_header;
};
struct Receipt {
  stomp::FrameView frame;
  Token receipt;
};
struct UnhandledReceipt {
  stomp::FrameView frame;
};
/// A RECEIPT that will not come: `receipt_timeout`, or the connection ended.
struct ReceiptLost {
  Token receipt;  // 0: nobody watched for it
  std::string_view id;
  ErrorCode why;
};
struct BrokerError {
  stomp::FrameView frame;
};
/// A frame whose command is no server's, or a RECEIPT without an id.
struct UnhandledFrame {
  stomp::FrameView frame;
};
/// A part of the body of a frame that is incomplete, in order: to be kept for the next event with a frame whose
/// `parted` is not 0, of which there may be two for one frame; or until Session::parted is 0. There are none
/// unless options say so (stomp::Limits).
struct BodyPart {
  std::string_view octets;
};
/// One or several EOLs in a row.
struct HeartBeatReceived {};
struct HeartBeatLost {};
/// DISCONNECT was answered; the transport is being closed.
struct Disconnected {
  stomp::FrameView frame;
};
/// The connection, or the attempt at one, is given up for this reason.
struct Failed {
  ErrorCode code;
  /// Where in the peer's octets, for decoding errors.
  std::uint64_t offset;
};
/// The transport has closed: subscriptions, transactions and receipts of this connection are gone.
struct ConnectionEnded {
  TransportId transport;
};
struct Reconnecting {
  std::uint32_t attempt;
  Time delay;
};

using Output =
    std::variant<OpenTransport, Transmit, CloseTransport, AbandonTransport, ActivationChanged, Connected, Message,
                 UnhandledMessage, Receipt, UnhandledReceipt, ReceiptLost, BrokerError, UnhandledFrame, BodyPart,
                 HeartBeatReceived, HeartBeatLost, Disconnected, Failed, ConnectionEnded, Reconnecting>;

}  // namespace hoofbeat::client
