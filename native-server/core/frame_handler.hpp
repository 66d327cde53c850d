#pragma once

#include <optional>
#include <span>
#include <string_view>

#include <hoofbeat/stomp/frame.hpp>

#include "core/context.hpp"
#include "core/exchange.hpp"
#include "core/refusal.hpp"
#include "core/session.hpp"

namespace hoofbeat::server {

/// Does what one frame of a client asks for, and answers with RECEIPT or ERROR.
class FrameHandler {
 public:
  FrameHandler(Context& context, Exchange& exchange, Session& session)
      : context_(context), exchange_(exchange), session_(session) {}

  void handle(const stomp::FrameView& frame);

 private:
  using Outcome = std::optional<Refusal>;

  Outcome perform(const stomp::FrameView& frame);
  Outcome connect(const stomp::FrameView& frame);
  Outcome send(const stomp::FrameView& frame);
  Outcome ask_application(const stomp::FrameView& frame, std::string_view destination);
  Outcome publish(const stomp::FrameView& frame, std::span<const Publication> publications);
  Outcome subscribe(const stomp::FrameView& frame);
  Outcome unsubscribe(const stomp::FrameView& frame);
  Outcome settle(const stomp::FrameView& frame, bool accepted);
  Outcome begin(const stomp::FrameView& frame);
  Outcome commit(const stomp::FrameView& frame);
  Outcome abort(const stomp::FrameView& frame);

  Outcome apply(const std::vector<Operation>& operations);
  Outcome postpone(std::string_view transaction, std::vector<Operation> operations);
  bool waits_for_ack(const Settlement& settlement);

  Context& context_;
  Exchange& exchange_;
  Session& session_;
};

}  // namespace hoofbeat::server
