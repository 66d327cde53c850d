#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "core/http.hpp"
#include "core/sockjs/framing.hpp"

namespace hoofbeat::server::sockjs {

/// Whoever takes a session's frames now: a request that awaits its response, or a WebSocket.
struct Receiver {
  /// 0: the WebSocket.
  RequestId request = 0;
  Framing framing = Framing::xhr;
  std::string callback = {};
  /// Of a poll, to be sent with its frame. That of a streamed response went out at its beginning.
  HttpResponse response = {};
  /// Octets of frames that went into a streamed response.
  std::size_t written = 0;
};

/// What was handed to transports, and has not been taken yet.
class InFlight {
 public:
  bool empty() const { return parts_.empty(); }
  std::size_t octets() const { return octets_; }
  std::size_t parts() const { return parts_.size(); }

  /// `credit`: octets of the application's messages among them.
  void add(RequestId request, std::size_t octets, std::size_t credit) {
    parts_.push_back({request, octets, credit});
    octets_ += octets;
  }
  /// Gives the credit of what has now been taken whole; parts without octets go with those in front of them.
  std::size_t take(RequestId request, std::size_t octets);
  bool has(RequestId request) const;

 private:
  struct Part {
    RequestId request;
    std::size_t octets;
    std::size_t credit;
  };

  std::deque<Part> parts_;
  std::size_t octets_ = 0;
};

}  // namespace hoofbeat::server::sockjs
