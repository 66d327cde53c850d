#include "memory_calls.hpp"

#include "boundary.hpp"

namespace hoofbeat::wasm {
namespace {

void tell_room() { boundary().mailbox.input = boundary().input.room(); }

}  // namespace

std::uint32_t memory_mailbox() {
  tell_room();
  return address_of(&boundary().mailbox);
}

void memory_reserve_message(std::uint32_t octets) {
  boundary().input.reserve(octets);
  tell_room();
}

void memory_trim() {
  boundary().input.trim();
  tell_room();
}

}  // namespace hoofbeat::wasm
