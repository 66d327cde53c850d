#include "shape_table.hpp"

#include <cstring>

namespace hoofbeat::wasm {
namespace {

// Lengths and ends tell the lists in use apart. Lists that collide on purpose make a chain no longer than the
// table.
std::size_t hash_of(stomp::Headers headers) {
  std::size_t hash = headers.size();
  for (const stomp::Header& header : headers) {
    const auto first = static_cast<unsigned char>(header.name.front());
    const auto last = static_cast<unsigned char>(header.name.back());
    hash = hash * 31 + header.name.size() * 7 + first + last * 3U;
  }
  return hash ^ hash >> 8U;
}

// Eight octets a step; the library's memcmp takes one.
bool same_octets(const char* a, const char* b, std::size_t size) {
  for (; size >= 8; a += 8, b += 8, size -= 8) {
    std::uint64_t left;
    std::uint64_t right;
    std::memcpy(&left, a, 8);
    std::memcpy(&right, b, 8);
    if (left != right) return false;
  }
  for (; size > 0; ++a, ++b, --size)
    if (*a != *b) return false;
  return true;
}

}  // namespace

std::uint32_t ShapeTable::number_of(stomp::Headers headers) {
  if (last_ != 0 && is(last_, headers)) return last_;
  if (headers.empty() || headers.size() > max_names) return 0;
  std::size_t slot = hash_of(headers) % slot_count;
  for (; slots_[slot] != 0; slot = (slot + 1) % slot_count)
    if (is(slots_[slot], headers)) return last_ = slots_[slot];
  const std::uint32_t number = add(headers);
  slots_[slot] = static_cast<std::uint8_t>(number);
  return number;
}

bool ShapeTable::is(std::uint32_t number, stomp::Headers headers) const {
  const std::string& shape = shapes_[number - 1];
  std::size_t at = 0;
  for (const stomp::Header& header : headers) {
    const std::size_t size = header.name.size();
    if (shape.size() - at <= size || shape[at + size] != '\0') return false;
    if (!same_octets(shape.data() + at, header.name.data(), size)) return false;
    at += size + 1;
  }
  return at == shape.size();
}

std::uint32_t ShapeTable::add(stomp::Headers headers) {
  std::size_t octets = 0;
  for (const stomp::Header& header : headers) octets += header.name.size() + 1;
  if (shapes_.size() == max_shapes || octets > max_octets) return 0;
  std::string& shape = shapes_.emplace_back();
  for (const stomp::Header& header : headers) (shape += header.name) += '\0';
  return static_cast<std::uint32_t>(shapes_.size());
}

std::string_view ShapeTable::operator[](std::uint32_t number) const {
  return number > 0 && number <= shapes_.size() ? std::string_view(shapes_[number - 1]) : std::string_view();
}

}  // namespace hoofbeat::wasm
