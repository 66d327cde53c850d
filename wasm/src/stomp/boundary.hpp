#pragma once

#include <cstdint>

#include "boundary_base.hpp"
#include "input.hpp"
#include "record_stream.hpp"
#include "records.hpp"
#include "shape_table.hpp"

namespace hoofbeat::wasm {

/// The memory that JavaScript and the core share. There is one: everything on a page uses one wasm instance, and
/// no call begins before the records of the one before have been read.
struct Boundary : BoundaryBase<records::Mailbox> {
  Input input;
  ShapeTable shapes;
  RecordStream records{shapes};

  std::int32_t deliver() { return BoundaryBase::deliver(records.words()); }
};

inline Boundary& boundary() {
  static Boundary the_one;
  return the_one;
}

}  // namespace hoofbeat::wasm
