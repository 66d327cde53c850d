#include <hoofbeat/sockjs/reason.hpp>

#include <array>

#include <hoofbeat/decimal_text.hpp>

namespace hoofbeat::sockjs {
namespace {

// A table of its own: the other part's texts would be linked, too.
constexpr auto sentences = std::to_array<std::string_view>({
#define HOOFBEAT_WITHOUT_STOMP_ERRORS
#define HOOFBEAT_ERROR(code, condition, sentence) sentence,
#include <hoofbeat/error_codes.def>
#undef HOOFBEAT_ERROR
#undef HOOFBEAT_WITHOUT_STOMP_ERRORS
});

}  // namespace

std::string_view sentence_on(ErrorCode why) { return sentences[static_cast<std::size_t>(why)]; }

std::string reason_of(std::string_view what, ErrorCode why, std::uint16_t status) {
  std::string reason(what);
  if (status == 0) return reason += sentence_on(why);
  append_decimal(reason += "http status ", status);
  return reason;
}

ErrorCode failure_of_info(std::uint16_t status) {
  switch (status) {
    case 401:
    case 403: return ErrorCode::info_refused;
    case 404:
    case 410: return ErrorCode::info_not_found;
    default: return ErrorCode::info_failed;
  }
}

}  // namespace hoofbeat::sockjs
