#include <emscripten/bind.h>

#include "codec_calls.hpp"
#include "memory_calls.hpp"
#include "session_calls.hpp"

// Free functions and numbers alone: what embind needs for strings and classes would be most of the module.

using namespace hoofbeat::wasm;

EMSCRIPTEN_BINDINGS(hoofbeat) {
  using emscripten::function;

  function("mailbox", &memory_mailbox);
  function("reserveArguments", &memory_reserve_arguments);
  function("shape", &memory_shape);

  function("open", &session_open);
  function("close", &session_close);
  function("setOption", &session_set_option);
  function("setTextOption", &session_set_text_option);
  function("setConnectHeaders", &session_set_connect_headers);
  function("activate", &session_activate);
  function("deactivate", &session_deactivate);
  function("forceDisconnect", &session_force_disconnect);
  function("retryNow", &session_retry_now);
  function("wake", &session_wake);
  function("publish", &session_publish);
  function("subscribe", &session_subscribe);
  function("unsubscribe", &session_unsubscribe);
  function("ack", &session_ack);
  function("nack", &session_nack);
  function("begin", &session_begin);
  function("commit", &session_commit);
  function("abort", &session_abort);
  function("watchReceipt", &session_watch_receipt);
  function("started", &session_started);
  function("opened", &session_opened);
  function("bytes", &session_bytes);
  function("closed", &session_closed);
  function("timeout", &session_timeout);
  function("status", &session_status);

  function("decoderOpen", &decoder_open);
  function("decoderClose", &decoder_close);
  function("decoderSetLimit", &decoder_set_limit);
  function("decoderFeed", &decoder_feed);
  function("encodeHead", &encode_head);
}
