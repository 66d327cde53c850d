#include "memory_calls.hpp"

#include "boundary.hpp"

namespace hoofbeat::wasm {
namespace {

void tell_room() {
  boundary().mailbox.input = boundary().input.message.room();
  boundary().mailbox.arguments = boundary().input.arguments.room();
  boundary().mailbox.lengths = boundary().input.lengths.room();
}

}  // namespace

std::uint32_t memory_mailbox() {
  tell_room();
  return address_of(&boundary().mailbox);
}

void memory_reserve_arguments(std::uint32_t octets, std::uint32_t texts) {
  boundary().input.arguments.reserve(octets);
  boundary().input.lengths.reserve(texts);
  tell_room();
}

void memory_shape(std::uint32_t number) { boundary().mailbox.text = boundary().shapes[number]; }

}  // namespace hoofbeat::wasm
