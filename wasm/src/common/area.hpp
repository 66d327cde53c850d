#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "words.hpp"

namespace hoofbeat::wasm {

/// Memory that JavaScript reads or writes. Not zeroed.
template <class T>
class Area {
 public:
  explicit Area(std::size_t capacity) { renew(capacity); }

  /// Makes room. What was there is gone if there was too little.
  void reserve(std::size_t wanted) {
    if (wanted > capacity_) renew(wanted);
  }
  /// Where there is no memory it stays as it is.
  void renew(std::size_t capacity) {
    std::unique_ptr<T[]> fresh(new T[capacity]);
    memory_ = std::move(fresh);
    capacity_ = capacity;
  }

  /// As much of what is there stays.
  void grow(std::size_t capacity, std::size_t kept) {
    const std::unique_ptr<T[]> old = std::move(memory_);
    renew(capacity);
    std::memcpy(memory_.get(), old.get(), kept * sizeof(T));
  }

  T* data() { return memory_.get(); }
  const T* data() const { return memory_.get(); }
  std::size_t capacity() const { return capacity_; }
  Text room() const { return {memory_.get(), capacity_}; }

 private:
  std::unique_ptr<T[]> memory_;
  std::size_t capacity_ = 0;
};

/// For the octets of a message, or of a piece of one.
class MessageArea {
 public:
  void reserve(std::size_t octets) { area_.reserve(octets); }
  /// After an unusually large message: gives room back.
  void trim() {
    if (area_.capacity() > kept) area_.renew(usual);
  }

  Text room() const { return area_.room(); }
  std::string_view octets(std::size_t length) const { return {area_.data(), length}; }

 private:
  /// A browser's TextEncoder.encodeInto is quickest where there are three octets for each UTF-16 unit.
  static constexpr std::size_t usual = 256U << 10U;
  static constexpr std::size_t kept = 2U << 20U;

  Area<char> area_{usual};
};

}  // namespace hoofbeat::wasm
