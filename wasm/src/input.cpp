#include "input.hpp"

#include <algorithm>

namespace hoofbeat::wasm {
namespace {

// A browser's TextEncoder.encodeInto is quickest where there are three octets for each UTF-16 unit.
constexpr std::size_t usual_octets = 256U << 10U;
constexpr std::size_t usual_texts = 256;
constexpr std::size_t kept_octets = 1U << 20U;

// Not zeroed.
template <class T>
void renew(std::unique_ptr<T[]>& memory, std::size_t& capacity, std::size_t wanted) {
  memory.reset();  // first, so that the old and the new are not there at once
  memory.reset(new T[wanted]);
  capacity = wanted;
}

}  // namespace

Input::Input() { reserve(usual_octets, usual_texts); }

void Input::reserve(std::size_t octets, std::size_t texts) {
  if (octets > octets_capacity_) renew(octets_, octets_capacity_, octets);
  if (texts > lengths_capacity_) renew(lengths_, lengths_capacity_, texts);
}

void Input::trim() {
  if (octets_capacity_ > kept_octets) renew(octets_, octets_capacity_, usual_octets);
}

}  // namespace hoofbeat::wasm
