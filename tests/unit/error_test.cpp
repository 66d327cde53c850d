#include <catch2/catch.hpp>

#include <set>

#include <hoofbeat/error.hpp>
#include <hoofbeat/result.hpp>

using namespace hoofbeat;

namespace {
constexpr ErrorCode all_codes[] = {
#define HOOFBEAT_ERROR(code, condition, sentence) ErrorCode::code,
#include <hoofbeat/error_codes.def>
#undef HOOFBEAT_ERROR
};
}  // namespace

TEST_CASE("every error has a name of its own, a sentence and a condition", "[error]") {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  for (const ErrorCode code : all_codes) {
    INFO(name_of(code));
    CHECK(names.insert(name_of(code)).second);
    CHECK(sentences.insert(sentence_of(code)).second);
    CHECK(std::string_view(".?").find(sentence_of(code).back()) != std::string_view::npos);
  }
  CHECK(names.count("undefined_escape") == 1);
}

TEST_CASE("errors by who has to do something about them", "[error]") {
  CHECK(condition_of(ErrorCode::undefined_escape) == Condition::protocol);
  CHECK(condition_of(ErrorCode::body_too_large) == Condition::protocol);
  CHECK(condition_of(ErrorCode::heartbeat_lost) == Condition::transport);
  CHECK(condition_of(ErrorCode::attempts_exhausted) == Condition::transport);
  CHECK(condition_of(ErrorCode::not_connected) == Condition::misuse);
  CHECK(condition_of(ErrorCode::too_many_receipts) == Condition::misuse);
}

TEST_CASE("Result: a value or an error", "[error]") {
  const Result<int> value = 5;
  REQUIRE(value);
  CHECK(value.value() == 5);
  const Result<int> error = ErrorCode::not_connected;
  REQUIRE_FALSE(error);
  CHECK(error.error() == ErrorCode::not_connected);
}
