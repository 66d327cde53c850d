#include "memory_calls.hpp"

#include "boundary.hpp"

namespace hoofbeat::wasm {
namespace {

void tell_room() {
  boundary().mailbox.input = boundary().input.octets_room();
  boundary().mailbox.lengths = boundary().input.lengths_room();
}

}  // namespace

std::uint32_t memory_mailbox() {
  tell_room();
  return address_of(&boundary().mailbox);
}

void memory_reserve(std::uint32_t octets, std::uint32_t texts) {
  boundary().input.reserve(octets, texts);
  tell_room();
}

void memory_trim() {
  boundary().input.trim();
  tell_room();
}

void memory_shape(std::uint32_t number) { boundary().mailbox.text = boundary().shapes[number]; }

}  // namespace hoofbeat::wasm
