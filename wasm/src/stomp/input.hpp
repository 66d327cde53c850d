#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <hoofbeat/stomp/header.hpp>

#include "area.hpp"

namespace hoofbeat::wasm {

/// What JavaScript hands in. Messages and arguments have areas of their own, so that arguments that are the same
/// as the last time are still there.
class Input {
 public:
  /// The octets of a message, or of a piece of one: larger ones go in by pieces, so that there is room enough.
  Area<char> message{256U << 10U};
  /// The texts of a request one behind the other, and how long each is.
  Area<char> arguments{4096};
  Area<std::uint32_t> lengths{256};

  std::string_view octets(std::size_t length) const { return {message.data(), length}; }
};

/// Reads the texts of a request.
class TextReader {
 public:
  explicit TextReader(const Input& input) : input_(input) {}

  std::string_view next() {
    const std::size_t length = input_.lengths.data()[index_++];
    const std::string_view text(input_.arguments.data() + offset_, length);
    offset_ += length;
    return text;
  }

  /// Names and values in turn. Valid as long as the reader. Not inlined, since every request has some.
  [[gnu::noinline]] stomp::Headers headers(std::size_t count) {
    headers_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view name = next();
      headers_.push_back({name, next()});
    }
    return headers_;
  }

 private:
  const Input& input_;
  std::size_t index_ = 0;
  std::size_t offset_ = 0;
  std::vector<stomp::Header> headers_;
};

}  // namespace hoofbeat::wasm
