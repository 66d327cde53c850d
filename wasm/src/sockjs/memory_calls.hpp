#pragma once

#include <cstdint>

// The memory that both sides share, see boundary.hpp.

namespace hoofbeat::wasm {

/// Address of the mailbox, for ever.
std::uint32_t memory_mailbox();
/// Makes room for the input, whose content is lost then; the mailbox tells where.
void memory_reserve_message(std::uint32_t octets);
void memory_trim();

}  // namespace hoofbeat::wasm
