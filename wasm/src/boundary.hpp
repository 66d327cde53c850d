#pragma once

#include <cstdint>

#include <hoofbeat/error.hpp>
#include <hoofbeat/result.hpp>

#include "input.hpp"
#include "record_stream.hpp"
#include "records.hpp"
#include "shape_table.hpp"

namespace hoofbeat::wasm {

/// The memory that JavaScript and the core share. There is one: everything on a page uses one wasm instance, and
/// no call begins before the records of the one before have been read.
struct Boundary {
  alignas(8) records::Mailbox mailbox;
  Input input;
  ShapeTable shapes;
  RecordStream records{shapes};

  /// What a call that failed returns: below 0.
  static std::int32_t failure(ErrorCode code) { return -1 - static_cast<std::int32_t>(code); }
  /// What a call returns: how many words of records there are to read, and where.
  std::int32_t deliver() {
    mailbox.records = address_of(records.words().data());
    return static_cast<std::int32_t>(records.words().size());
  }
};

inline Boundary& boundary() {
  static Boundary the_one;
  return the_one;
}

}  // namespace hoofbeat::wasm
