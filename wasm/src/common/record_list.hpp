#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "words.hpp"

namespace hoofbeat::wasm {

/// The records of one call, one behind the other. A record is a struct that was generated.
class RecordList {
 public:
  void begin() {
    words_.clear();
    if (words_.capacity() > kept_words) words_.shrink_to_fit();
  }

  /// `more`: words that will be put behind it and belong to it.
  template <class Record>
  void put(Record record, std::size_t more = 0) {
    const std::size_t words = sizeof(Record) / 4 + more;
    record.tag = static_cast<std::uint32_t>(Record::kind) | static_cast<std::uint32_t>(words) << 8U;
    append(&record, sizeof(Record) / 4);
  }
  /// Valid until the next call.
  std::uint32_t* extend(std::size_t words) {
    words_.resize(words_.size() + words);
    return words_.data() + words_.size() - words;
  }

  const Words& words() const { return words_; }

 private:
  /// Not inlined, since each kind of record would have it.
  [[gnu::noinline]] void append(const void* record, std::size_t words) {
    std::memcpy(extend(words), record, words * sizeof(std::uint32_t));
  }

  // Kept from call to call; a message full of small frames may need more.
  static constexpr std::size_t kept_words = 64U << 10U;

  Words words_;
};

}  // namespace hoofbeat::wasm
