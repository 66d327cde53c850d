#pragma once

#include <map>
#include <string>
#include <string_view>

#include <hoofbeat/sockjs/client_session.hpp>
#include <nlohmann/json.hpp>

namespace hoofbeat::test {

/// Feeds a SockJS client session with the inputs of a transcript, and writes its outputs as transcripts do.
/// Format: tests/vectors/sockjs/session/README.md.
class SockJsPlayer {
 public:
  /// `options` as the transcripts write them.
  SockJsPlayer(const nlohmann::json& options, std::uint64_t seed);

  /// The input's result; null: done.
  nlohmann::json result_of(const nlohmann::json& input, Time now);
  /// The input `bytes` without its JSON.
  void take_bytes(sockjs::ExchangeId exchange, std::string_view octets, Time now) {
    session_.handle_bytes(exchange, octets, now);
  }
  /// All that wait.
  nlohmann::json outputs();
  nlohmann::json deadline() const;
  std::size_t buffered() const { return session_.buffered(); }

 private:
  nlohmann::json json_output(const sockjs::ClientOutput& output);
  std::string without_chance(sockjs::ExchangeKind kind, std::string_view url);

  sockjs::ClientOptions options_;
  sockjs::ClientSession session_;
  std::string server_;
  std::map<std::string, std::string, std::less<>> sessions_;  // by id: the placeholder
};

}  // namespace hoofbeat::test
