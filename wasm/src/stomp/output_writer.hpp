#pragma once

#include <hoofbeat/client/output.hpp>

#include "record_stream.hpp"

namespace hoofbeat::wasm {

/// Appends the record that an output of a session becomes.
void write_output(RecordStream& stream, const client::Output& output);

}  // namespace hoofbeat::wasm
