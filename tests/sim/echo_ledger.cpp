#include "echo_ledger.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace hoofbeat::sim {
namespace {

// All texts of a page begin with theirs.
std::string number_of(std::string_view text) { return std::string(text.substr(0, text.find(' '))); }

}  // namespace

void EchoLedger::violated(std::uint32_t page, const std::string& what) {
  violations_.push_back("page " + std::to_string(page) + ": " + what);
}

void EchoLedger::took(std::uint32_t page, std::string_view json) {
  Record& record = pages_[page];
  for (const std::string text : nlohmann::json::parse(json)) {
    const std::size_t next = record.taken.size();
    const bool is_next = next < record.sent.size() && record.sent[next] == text;
    const bool is_sent = std::find(record.sent.begin(), record.sent.end(), text) != record.sent.end();
    if (!is_next && !(record.is_hidden && is_sent))
      violated(page, "the server took, out of order: " + number_of(text));
    if (!record.taken.insert(text).second) violated(page, "the server took it twice: " + number_of(text));
  }
}

void EchoLedger::opened(std::uint32_t page) {
  ++sessions_;
  if (pages_[page].is_closed) violated(page, "opened behind its end");
}

void EchoLedger::echoed(std::uint32_t page, std::string_view text) {
  Record& record = pages_[page];
  ++echoes_;
  if (record.is_closed) violated(page, "a message behind its end");
  if (record.echoed == record.sent.size()) return violated(page, "an echo of nothing: " + number_of(text));
  const std::string& expected = record.sent[record.echoed++];
  if (expected != text) violated(page, "echoed " + number_of(text) + " in place of " + number_of(expected));
  if (!record.taken.contains(expected)) violated(page, "echoed before it was taken: " + number_of(expected));
}

void EchoLedger::closed(std::uint32_t page, const sockjs::Closed& closed) {
  Record& record = pages_[page];
  if (record.is_closed) violated(page, "closed twice");
  record.is_closed = true;
  if (!closed.was_clean && !closed.why && closed.code == 0) violated(page, "closed without a reason");
  if (closed.unconfirmed > record.sent.size()) return violated(page, "more is unconfirmed than was sent");
  // Over a WebSocket nothing is confirmed, and nothing counted.
  if (closed.unconfirmed > 0 && record.sent.size() - closed.unconfirmed > record.taken.size())
    violated(page, "confirmed, and the server never had it");
}

void EchoLedger::released(std::uint32_t page, bool has_exchanges) {
  Record& record = pages_[page];
  if (!record.is_closed) violated(page, "released without an end");
  if (std::exchange(record.is_released, true)) violated(page, "released twice");
  if (has_exchanges && !record.is_hidden) violated(page, "released with exchanges that go on");
}

void EchoLedger::settle(std::uint32_t page) {
  const Record& record = pages_[page];
  if (record.taken.size() != record.sent.size()) violated(page, "something never reached the server");
  if (record.echoed != record.sent.size()) violated(page, "something was never echoed");
}

}  // namespace hoofbeat::sim
