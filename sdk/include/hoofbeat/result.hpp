#pragma once

#include <utility>
#include <variant>

#include <hoofbeat/error.hpp>

namespace hoofbeat {

/// A value, or the reason why there is none. `Result<void>` is `Result<Done>`.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(ErrorCode code) : content_(std::in_place_index<1>, code) {}

  explicit operator bool() const { return content_.index() == 0; }
  const T& value() const& { return *std::get_if<0>(&content_); }
  T value() && { return std::move(*std::get_if<0>(&content_)); }
  ErrorCode error() const { return *std::get_if<1>(&content_); }

 private:
  std::variant<T, ErrorCode> content_;
};

/// The value of a call that only succeeds or fails.
struct Done {};

}  // namespace hoofbeat
