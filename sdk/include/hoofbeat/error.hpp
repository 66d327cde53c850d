#pragma once

#include <cstdint>
#include <string_view>

namespace hoofbeat {

/// What went wrong, precisely. The list with its sentences is error_codes.def.
enum class ErrorCode : std::uint8_t {
#define HOOFBEAT_ERROR(code, condition, sentence) code,
#include <hoofbeat/error_codes.def>
#undef HOOFBEAT_ERROR
};

/// The coarse condition that a code belongs to: who has to do something about it.
enum class Condition : std::uint8_t { misuse, protocol, transport };

/// The code's name as it is spelled everywhere, e.g. "undefined_escape".
std::string_view name_of(ErrorCode code);
/// One English sentence on what it means.
std::string_view sentence_of(ErrorCode code);
Condition condition_of(ErrorCode code);

/// An error found in the peer's octets.
struct DecodeError {
  ErrorCode code;
  /// Octets since the connection's first; which octet is meant is told in tests/vectors/README.md.
  std::uint64_t offset;
};

}  // namespace hoofbeat
