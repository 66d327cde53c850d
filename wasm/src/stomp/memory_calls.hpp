#pragma once

#include <cstdint>

// The memory that both sides share, see boundary.hpp.

namespace hoofbeat::wasm {

/// Address of the mailbox, for ever.
std::uint32_t memory_mailbox();
/// Make room in the areas of the input, whose content is lost then; the mailbox tells where.
void memory_reserve_message(std::uint32_t octets);
void memory_reserve_arguments(std::uint32_t octets, std::uint32_t texts);
void memory_trim();
/// Mailbox: the names of a shape, a NUL behind each.
void memory_shape(std::uint32_t number);

}  // namespace hoofbeat::wasm
