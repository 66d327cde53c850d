#include <hoofbeat/error.hpp>

#include <array>

namespace hoofbeat {
namespace {

// Tables of their own, so that who looks at conditions alone links no text.
constexpr auto conditions = std::to_array<Condition>({
#define HOOFBEAT_ERROR(code, condition, sentence) Condition::condition,
#include <hoofbeat/error_codes.def>
#undef HOOFBEAT_ERROR
});
constexpr auto names = std::to_array<std::string_view>({
#define HOOFBEAT_ERROR(code, condition, sentence) #code,
#include <hoofbeat/error_codes.def>
#undef HOOFBEAT_ERROR
});
constexpr auto sentences = std::to_array<std::string_view>({
#define HOOFBEAT_ERROR(code, condition, sentence) sentence,
#include <hoofbeat/error_codes.def>
#undef HOOFBEAT_ERROR
});

}  // namespace

std::string_view name_of(ErrorCode code) { return names[static_cast<std::size_t>(code)]; }
std::string_view sentence_of(ErrorCode code) { return sentences[static_cast<std::size_t>(code)]; }
Condition condition_of(ErrorCode code) { return conditions[static_cast<std::size_t>(code)]; }

}  // namespace hoofbeat
