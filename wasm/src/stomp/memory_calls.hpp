#pragma once

#include <cstdint>

// The memory that both sides share, see boundary.hpp.

namespace hoofbeat::wasm {

/// Address of the mailbox, for ever.
std::uint32_t memory_mailbox();
/// Makes room in the areas for arguments, whose content is lost then; the mailbox tells where.
void memory_reserve_arguments(std::uint32_t octets, std::uint32_t texts);
/// Mailbox: the names of a shape, a NUL behind each.
void memory_shape(std::uint32_t number);

}  // namespace hoofbeat::wasm
