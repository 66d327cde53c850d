#include <cstddef>
#include <cstdint>
#include <string_view>

#include <hoofbeat/sockjs/info.hpp>

#include "demand.hpp"
#include "json_oracle.hpp"

// The JSON reader and nlohmann/json agree on what is JSON and on every value; /info is what its members say.

using namespace hoofbeat;
using namespace hoofbeat::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  compare_with_oracle(text);

  const auto info = sockjs::read_info(text);
  const Verdict verdict = read_with_nlohmann(text);
  if (!verdict.is_comparable) return 0;
  const bool is_object = verdict.value && verdict.value->is_object();
  demand(info.valid == is_object, "info is valid where it is an object");
  const auto member = [&](const char* name) {
    return is_object && verdict.value->contains(name) ? (*verdict.value)[name] : nlohmann::json();
  };
  demand(info.websocket == (member("websocket") != false), "WebSocket may be tried unless it is false");
  demand(info.cookie_needed == (member("cookie_needed") == true), "cookies are needed where it is true");
  const auto base = member("base_url");
  demand(without_surrogates(info.base_url) == (base.is_string() ? base.get<std::string>() : ""),
         "the base is told");
  return 0;
}
