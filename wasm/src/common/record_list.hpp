#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "area.hpp"
#include "words.hpp"

namespace hoofbeat::wasm {

/// The records of one call, one behind the other. A record is a struct that was generated.
class RecordList {
 public:
  void begin() {
    size_ = 0;
    if (words_.capacity() > kept_words) words_.renew(usual_words);
  }

  static std::uint32_t tag_of(std::uint32_t kind, std::size_t words) {
    return kind | static_cast<std::uint32_t>(words) << 8U;
  }

  template <class Record>
  void put(Record record) {
    record.tag = tag_of(static_cast<std::uint32_t>(Record::kind), sizeof(Record) / 4);
    std::memcpy(extend(sizeof(Record) / 4), &record, sizeof record);
  }
  /// Not zeroed. Valid until the next call.
  std::uint32_t* extend(std::size_t words) {
    if (words_.capacity() - size_ < words) words_.grow(std::max(2 * words_.capacity(), size_ + words), size_);
    size_ += words;
    return words_.data() + size_ - words;
  }

  Words words() const { return {words_.data(), size_}; }

 private:
  // Kept from call to call; a message full of small frames may need more.
  static constexpr std::size_t kept_words = 64U << 10U;
  static constexpr std::size_t usual_words = 256;

  Area<std::uint32_t> words_{usual_words};
  std::size_t size_ = 0;
};

}  // namespace hoofbeat::wasm
