#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/steady_timer.hpp>

namespace hoofbeat::server {

/// How long a peer may take to let itself be closed. Occupies next to nothing before that.
class CloseTimer {
 public:
  /// `expired(owner)` is called, unless `stop` comes first or the owner is gone.
  template <class Executor, class Owner, class Handler>
  void start(Executor executor, bool peer_is_slow, std::weak_ptr<Owner> owner, Handler expired) {
    timer_ = std::make_unique<boost::asio::steady_timer>(executor);
    timer_->expires_after(std::chrono::seconds(peer_is_slow ? 1 : 5));
    timer_->async_wait([owner = std::move(owner), expired = std::move(expired)](boost::system::error_code error) {
      const auto kept = owner.lock();
      if (!error && kept) expired(*kept);
    });
  }
  void stop() { timer_.reset(); }

 private:
  std::unique_ptr<boost::asio::steady_timer> timer_;
};

}  // namespace hoofbeat::server
