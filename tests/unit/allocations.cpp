#include "allocations.hpp"

#include <malloc.h>

#include <cstdlib>
#include <new>

namespace {

struct Counters {
  std::size_t live;
  std::size_t total;
  std::size_t count;
};
thread_local Counters counters{};

void* allocate_or_null(std::size_t size) noexcept {
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) return nullptr;
  const std::size_t taken = malloc_usable_size(memory);
  counters.live += taken;
  counters.total += taken;
  ++counters.count;
  return memory;
}

void* allocate(std::size_t size) {
  void* const memory = allocate_or_null(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void give_back(void* memory) noexcept {
  if (memory != nullptr) counters.live -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

// All forms that are not aligned: a sanitizer brings its own of each, which must not be mixed with these.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate_or_null(size); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give_back(memory); }

namespace hoofbeat::test {

Allocations::Allocations() : live_(counters.live), total_(counters.total), count_(counters.count) {}

std::size_t Allocations::live() const { return counters.live > live_ ? counters.live - live_ : 0; }
std::size_t Allocations::total() const { return counters.total - total_; }
std::size_t Allocations::count() const { return counters.count - count_; }

}  // namespace hoofbeat::test
