#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <hoofbeat/stomp/header.hpp>

#include "words.hpp"

namespace hoofbeat::wasm {

/// What JavaScript hands in: octets, and a list that says how long the texts among them are.
class Input {
 public:
  Input();

  /// Makes room. What was handed in before is gone.
  void reserve(std::size_t octets, std::size_t texts);
  /// After an unusually large message: gives room back.
  void trim();

  std::string_view octets(std::size_t length) const { return {octets_.get(), length}; }
  Text octets_room() const { return {octets_.get(), octets_capacity_}; }
  Text lengths_room() const { return {lengths_.get(), lengths_capacity_}; }
  std::uint32_t length_of_text(std::size_t index) const { return lengths_[index]; }

 private:
  std::unique_ptr<char[]> octets_;
  std::size_t octets_capacity_ = 0;
  std::unique_ptr<std::uint32_t[]> lengths_;
  std::size_t lengths_capacity_ = 0;
};

/// Reads the texts that were handed in: they lie one behind the other.
class TextReader {
 public:
  explicit TextReader(const Input& input) : input_(input) {}

  std::string_view next() {
    const std::size_t length = input_.length_of_text(index_++);
    const std::string_view text = input_.octets(offset_ + length).substr(offset_);
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
