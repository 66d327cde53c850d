#pragma once

#include <optional>

#include <hoofbeat/stomp/frame.hpp>
#include <hoofbeat/stomp/version.hpp>

#include "core/refusal.hpp"
#include "core/session.hpp"

namespace hoofbeat::server {

/// Why a frame may not come from a client in this stage and version, if it may not: its command, the headers that
/// it requires, and whether it may have a body.
std::optional<Refusal> refuse_frame(const stomp::FrameView& frame, Session::Stage stage, stomp::Version version);

/// The ERROR for a header that is not there.
Refusal missing_header(const stomp::FrameView& frame, std::string_view required);

}  // namespace hoofbeat::server
