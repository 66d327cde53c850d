#pragma once

#include "core/sockjs/session.hpp"

namespace hoofbeat::server::sockjs {

/// What the test services of the SockJS protocol do with their sessions ("Prologue"): /echo sends back what it
/// gets, /close closes at once with 3000, /amplify answers a number n of 0 to 19 with 2ⁿ times the letter x.
void serve(Context& context, Session& session, const Event& event);

}  // namespace hoofbeat::server::sockjs
