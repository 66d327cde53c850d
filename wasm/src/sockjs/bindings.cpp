#include <emscripten/bind.h>

#include "memory_calls.hpp"
#include "session_calls.hpp"

// Free functions and numbers alone: what embind needs for strings and classes would be most of the module.

using namespace hoofbeat::wasm;

EMSCRIPTEN_BINDINGS(hoofbeat_sockjs) {
  using emscripten::function;

  function("mailbox", &memory_mailbox);
  function("reserveMessage", &memory_reserve_message);
  function("trim", &memory_trim);

  function("create", &session_create);
  function("destroy", &session_destroy);
  function("setOption", &session_set_option);
  function("setTextOption", &session_set_text_option);
  function("url", &session_url);
  function("open", &session_open);
  function("supplySessionId", &session_supply_session_id);
  function("send", &session_send);
  function("close", &session_close);
  function("hidePage", &session_hide_page);
  function("expectNoHeartbeats", &session_expect_no_heartbeats);
  function("response", &session_response);
  function("bytes", &session_bytes);
  function("message", &session_message);
  function("ended", &session_ended);
  function("timeout", &session_timeout);
  function("buffered", &session_buffered);
}
