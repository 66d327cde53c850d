#include "output_writer.hpp"

#include <hoofbeat/visit.hpp>

namespace hoofbeat::wasm {
namespace {

struct Writer {
  RecordStream& to;

  void operator()(const client::OpenTransport& it) { to.put(records::OpenTransport{.transport = it.transport}); }
  void operator()(const client::Transmit& it) {
    const std::uint32_t shared = it.body == 0 ? 0 : to.shared_with_last_head(it.head);
    to.put(records::Transmit{.transport = it.transport, .head = it.head, .shared = shared, .body = it.body});
  }
  void operator()(const client::CloseTransport& it) {
    to.put(records::CloseTransport{.transport = it.transport, .code = it.code});
  }
  void operator()(const client::AbandonTransport& it) {
    to.put(records::AbandonTransport{.transport = it.transport});
  }
  void operator()(const client::ActivationChanged& it) {
    to.put(records::ActivationChanged{.activation = static_cast<std::uint32_t>(it.activation)});
  }
  void operator()(const client::Connected& it) {
    to.put(records::Connected{.version = static_cast<std::uint32_t>(it.version),
                              .outgoing = it.heart_beat.outgoing,
                              .incoming = it.heart_beat.incoming},
           it.frame);
  }
  void operator()(const client::Message& it) {
    to.put(records::Message{.subscription = it.subscription, .ack_header = it.ack_header}, it.frame);
  }
  void operator()(const client::UnhandledMessage& it) {
    to.put(records::UnhandledMessage{.ack_header = it.ack_header}, it.frame);
  }
  void operator()(const client::Receipt& it) { to.put(records::Receipt{.receipt = it.receipt}, it.frame); }
  void operator()(const client::UnhandledReceipt& it) { to.put(records::UnhandledReceipt{}, it.frame); }
  void operator()(const client::ReceiptLost& it) {
    to.put(records::ReceiptLost{.receipt = it.receipt, .id = it.id, .why = static_cast<std::uint32_t>(it.why)});
  }
  void operator()(const client::BrokerError& it) { to.put(records::BrokerError{}, it.frame); }
  void operator()(const client::UnhandledFrame& it) { to.put(records::UnhandledFrame{}, it.frame); }
  void operator()(const client::BodyPart& it) { to.put_body_part(it.octets); }
  void operator()(const client::HeartBeatReceived&) { to.put(records::HeartBeatReceived{}); }
  void operator()(const client::HeartBeatLost&) { to.put(records::HeartBeatLost{}); }
  void operator()(const client::Disconnected& it) { to.put(records::Disconnected{}, it.frame); }
  void operator()(const client::Failed& it) {
    to.put(records::Failed{.code = static_cast<std::uint32_t>(it.code), .offset = static_cast<double>(it.offset)});
  }
  void operator()(const client::ConnectionEnded& it) {
    to.put(records::ConnectionEnded{.transport = it.transport});
  }
  void operator()(const client::Reconnecting& it) {
    to.put(records::Reconnecting{.attempt = it.attempt, .delay = it.delay});
  }
};

}  // namespace

void write_output(RecordStream& stream, const client::Output& output) { visit_inline(Writer{stream}, output); }

}  // namespace hoofbeat::wasm
