#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <hoofbeat/stomp/header.hpp>

#include "words.hpp"

namespace hoofbeat::wasm {

/// Memory that JavaScript writes to. Not zeroed.
template <class T>
class Area {
 public:
  explicit Area(std::size_t capacity) { renew(capacity); }

  /// Makes room. What was there is gone if there was too little.
  void reserve(std::size_t wanted) {
    if (wanted > capacity_) renew(wanted);
  }
  void renew(std::size_t capacity) {
    memory_.reset();  // first, so that the old and the new are not there at once
    memory_.reset(new T[capacity]);
    capacity_ = capacity;
  }

  const T* data() const { return memory_.get(); }
  std::size_t capacity() const { return capacity_; }
  Text room() const { return {memory_.get(), capacity_}; }

 private:
  std::unique_ptr<T[]> memory_;
  std::size_t capacity_ = 0;
};

/// What JavaScript hands in. Messages and arguments have areas of their own, so that arguments that are the same
/// as the last time are still there.
class Input {
 public:
  /// A browser's TextEncoder.encodeInto is quickest where there are three octets for each UTF-16 unit.
  static constexpr std::size_t usual_message = 256U << 10U;

  /// The octets of a message, or of a piece of one.
  Area<char> message{usual_message};
  /// The texts of a request one behind the other, and how long each is.
  Area<char> arguments{4096};
  Area<std::uint32_t> lengths{256};

  /// After an unusually large message: gives room back.
  void trim() {
    if (message.capacity() > kept_message) message.renew(usual_message);
  }

  std::string_view message_octets(std::size_t length) const { return {message.data(), length}; }

 private:
  static constexpr std::size_t kept_message = 1U << 20U;
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

  /// Names and values in turn. Valid as long as the reader.
  stomp::Headers headers(std::size_t count) {
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
