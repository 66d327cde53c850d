#pragma once

#include <cstdint>

#include "area.hpp"
#include "boundary_base.hpp"
#include "record_list.hpp"
#include "sockjs_records.hpp"

namespace hoofbeat::wasm {

/// The memory that JavaScript and the core share. There is one: everything on a page uses one wasm instance, and
/// no call begins before the records of the one before have been read.
struct Boundary : BoundaryBase<records::Mailbox> {
  /// What JavaScript hands in: one text or run of octets for each call.
  MessageArea input;
  RecordList records;

  std::int32_t deliver() { return BoundaryBase::deliver(records.words()); }
};

inline Boundary& boundary() {
  static Boundary the_one;
  return the_one;
}

}  // namespace hoofbeat::wasm
