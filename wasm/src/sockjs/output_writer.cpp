#include "output_writer.hpp"

#include <cstdint>

#include <hoofbeat/visit.hpp>

#include "sockjs_records.hpp"

namespace hoofbeat::wasm {
namespace {

struct Writer {
  RecordList& to;

  void operator()(const sockjs::OpenExchange& it) {
    to.put(records::OpenExchange{.exchange = it.exchange,
                                 .exchange_kind = static_cast<std::uint32_t>(it.kind),
                                 .url = it.url,
                                 .body = it.body});
  }
  void operator()(const sockjs::SendText& it) {
    to.put(records::SendText{.exchange = it.exchange, .text = it.text});
  }
  void operator()(const sockjs::EndExchange& it) {
    to.put(records::EndExchange{.exchange = it.exchange, .code = it.code});
  }
  void operator()(const sockjs::SessionIdWanted&) { to.put(records::SessionIdWanted{}); }
  void operator()(const sockjs::Released&) { to.put(records::Released{}); }
  void operator()(const sockjs::Opened& it) {
    to.put(records::Opened{.transport = static_cast<std::uint32_t>(it.transport)});
  }
  void operator()(const sockjs::MessageReceived& it) { to.put(records::MessageReceived{.text = it.text}); }
  void operator()(const sockjs::HeartbeatReceived&) { to.put(records::HeartbeatReceived{}); }
  void operator()(const sockjs::TransportPassedOver& it) {
    to.put(records::TransportPassedOver{.transport = static_cast<std::uint32_t>(it.transport),
                                        .why = static_cast<std::uint32_t>(it.why),
                                        .code = it.code});
  }
  void operator()(const sockjs::Closed& it) {
    to.put(records::Closed{.code = it.code,
                           .reason = it.reason,
                           .was_clean = static_cast<std::uint32_t>(it.was_clean),
                           .why = it.why ? static_cast<std::int32_t>(*it.why) : -1,
                           .status = it.status,
                           .while_fetching_info = static_cast<std::uint32_t>(it.while_fetching_info),
                           .unconfirmed = it.unconfirmed});
  }
};

}  // namespace

void write_output(RecordList& list, const sockjs::ClientOutput& output) { visit_inline(Writer{list}, output); }

}  // namespace hoofbeat::wasm
