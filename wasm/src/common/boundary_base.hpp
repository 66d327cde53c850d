#pragma once

#include <cstdint>

#include <hoofbeat/error.hpp>

#include "words.hpp"

namespace hoofbeat::wasm {

/// What every module's boundary has. `Mailbox` is generated.
template <class Mailbox>
struct BoundaryBase {
  alignas(8) Mailbox mailbox;

  /// What a call that failed returns: below 0.
  static std::int32_t failure(ErrorCode code) { return -1 - static_cast<std::int32_t>(code); }

 protected:
  /// What a call returns: how many words of records there are to read, and where.
  std::int32_t deliver(Words words) {
    mailbox.records = address_of(words.data());
    return static_cast<std::int32_t>(words.size());
  }
};

}  // namespace hoofbeat::wasm
