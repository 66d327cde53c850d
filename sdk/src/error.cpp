#include <hoofbeat/error.hpp>

#include <array>

namespace hoofbeat {
namespace {

struct Entry {
  std::string_view name;
  Condition condition;
  std::string_view sentence;
};

constexpr auto table = std::to_array<Entry>({
#define HOOFBEAT_ERROR(code, condition, sentence) {#code, Condition::condition, sentence},
#include <hoofbeat/error_codes.def>
#undef HOOFBEAT_ERROR
});

const Entry& entry(ErrorCode code) { return table[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view name_of(ErrorCode code) { return entry(code).name; }
std::string_view sentence_of(ErrorCode code) { return entry(code).sentence; }
Condition condition_of(ErrorCode code) { return entry(code).condition; }

}  // namespace hoofbeat
