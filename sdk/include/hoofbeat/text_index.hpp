#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hoofbeat {

/// Numbers by text: what the ids of an application stand for. Looking one up takes the same time however many
/// there are. In WebAssembly a quarter of what std::unordered_map costs to download.
class TextIndex {
 public:
  /// 0: there is none.
  std::uint64_t find(std::string_view text) const;
  /// `number` is not 0. The text must not be there yet.
  void add(std::string_view text, std::uint64_t number);
  /// The number of the text removed, 0 where there was none.
  std::uint64_t remove(std::string_view text);
  std::size_t size() const { return size_; }
  /// Gives its memory back.
  void clear() { *this = TextIndex(); }

 private:
  struct Slot {
    std::string text;
    std::uint64_t number = 0;  // 0: free
  };

  std::size_t home_of(std::string_view text) const;
  /// The slot of the text, or the free one where the search for it ends.
  std::size_t slot_of(std::string_view text) const;
  std::size_t after(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }
  void grow();

  // Open addressing with linear probing; a power of two, at most half full.
  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace hoofbeat
