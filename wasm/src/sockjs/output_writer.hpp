#pragma once

#include <hoofbeat/sockjs/client_output.hpp>

#include "record_list.hpp"

namespace hoofbeat::wasm {

/// Appends the record that an output of a session becomes.
void write_output(RecordList& list, const sockjs::ClientOutput& output);

}  // namespace hoofbeat::wasm
