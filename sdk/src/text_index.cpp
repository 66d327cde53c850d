#include <hoofbeat/text_index.hpp>

#include <utility>

namespace hoofbeat {

std::uint64_t TextIndex::find(std::string_view text) const {
  return size_ == 0 ? 0 : slots_[slot_of(text)].number;
}

void TextIndex::add(std::string_view text, std::uint64_t number) {
  if (2 * (size_ + 1) > slots_.size()) grow();
  Slot& slot = slots_[slot_of(text)];
  slot.text = text;
  slot.number = number;
  ++size_;
}

// What lies behind it up to the next free slot is moved up where it may be, so that no search ends too early.
std::uint64_t TextIndex::remove(std::string_view text) {
  if (size_ == 0) return 0;
  std::size_t gap = slot_of(text);
  const std::uint64_t number = slots_[gap].number;
  if (number == 0) return 0;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t next = after(gap); slots_[next].number != 0; next = after(next)) {
    const std::size_t distance_home = (next - home_of(slots_[next].text)) & mask;
    if (distance_home < ((next - gap) & mask)) continue;
    std::swap(slots_[gap], slots_[next]);
    gap = next;
  }
  slots_[gap] = Slot();
  --size_;
  return number;
}

// FNV-1a, folded since its low bits are the weakest.
std::size_t TextIndex::home_of(std::string_view text) const {
  std::uint32_t hash = 0x811C9DC5U;
  for (const char octet : text) hash = (hash ^ static_cast<unsigned char>(octet)) * 0x01000193U;
  return (hash ^ hash >> 15U) & (slots_.size() - 1);
}

std::size_t TextIndex::slot_of(std::string_view text) const {
  std::size_t slot = home_of(text);
  while (slots_[slot].number != 0 && slots_[slot].text != text) slot = after(slot);
  return slot;
}

void TextIndex::grow() {
  std::vector<Slot> old(slots_.empty() ? 8 : 2 * slots_.size());
  old.swap(slots_);
  for (Slot& slot : old)
    if (slot.number != 0) slots_[slot_of(slot.text)] = std::move(slot);
}

}  // namespace hoofbeat
