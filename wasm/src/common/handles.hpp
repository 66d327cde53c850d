#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace hoofbeat::wasm {

/// Objects that JavaScript knows by a number, from 1 on. A number is used anew once its object is gone.
template <class T>
class Handles {
 public:
  std::uint32_t add(std::unique_ptr<T> object) {
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      if (objects_[i]) continue;
      objects_[i] = std::move(object);
      return static_cast<std::uint32_t>(i + 1);
    }
    objects_.push_back(std::move(object));
    return static_cast<std::uint32_t>(objects_.size());
  }
  void remove(std::uint32_t handle) {
    if (find(handle) != nullptr) objects_[handle - 1].reset();
  }
  /// Null where there is none.
  T* find(std::uint32_t handle) const {
    return handle == 0 || handle > objects_.size() ? nullptr : objects_[handle - 1].get();
  }

 private:
  std::vector<std::unique_ptr<T>> objects_;
};

}  // namespace hoofbeat::wasm
