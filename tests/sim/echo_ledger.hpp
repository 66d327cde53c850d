#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/sockjs/client_output.hpp>

namespace hoofbeat::sim {

/// Knows, apart from the code under test, what pages have sent to a service that echoes, and finds what was lost,
/// doubled, reordered or made up within a session, and what was confirmed and did not arrive.
class EchoLedger {
 public:
  // What happened
  void sent(std::uint32_t page, std::string text) { pages_[page].sent.push_back(std::move(text)); }
  /// The server has taken a POST's body or a WebSocket's message.
  void took(std::uint32_t page, std::string_view json);
  void opened(std::uint32_t page);
  void echoed(std::uint32_t page, std::string_view text);
  /// The page was left: what was sent last may overtake what was sent before.
  void hidden(std::uint32_t page) { pages_[page].is_hidden = true; }
  void closed(std::uint32_t page, const sockjs::Closed& closed);
  void released(std::uint32_t page, bool has_exchanges);
  void violated(std::uint32_t page, const std::string& what);

  /// At the end, when all is quiet, for a session that is open.
  void settle(std::uint32_t page);

  const std::vector<std::string>& violations() const { return violations_; }
  std::size_t echoes() const { return echoes_; }
  std::size_t sessions() const { return sessions_; }

 private:
  struct Record {
    std::vector<std::string> sent;
    std::set<std::string> taken;
    std::size_t echoed = 0;
    bool is_hidden = false;
    bool is_closed = false;
    bool is_released = false;
  };

  std::map<std::uint32_t, Record> pages_;
  std::vector<std::string> violations_;
  std::size_t echoes_ = 0;
  std::size_t sessions_ = 0;
};

}  // namespace hoofbeat::sim
