#pragma once

#include <cstdint>
#include <utility>

#include <hoofbeat/sockjs/client_session.hpp>

namespace hoofbeat::sim {

/// One SockJS session's client end; its number is never used again.
struct Page {
  Page(std::uint32_t page_number, sockjs::ClientOptions options, std::uint64_t seed)
      : number(page_number), session(std::move(options), seed) {}

  std::uint32_t number;
  sockjs::ClientSession session;
  /// It has told its last output.
  bool is_released = false;
};

}  // namespace hoofbeat::sim
