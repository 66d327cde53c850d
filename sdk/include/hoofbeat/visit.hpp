#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

namespace hoofbeat {

/// Calls `visitor` with what the variant holds. As a switch that can be inlined: std::visit goes through a table,
/// for which each alternative becomes a function of its own.
template <class Visitor, class Variant>
constexpr void visit_inline(Visitor&& visitor, Variant&& variant) {
  [&]<std::size_t... index>(std::index_sequence<index...>) {
    const auto visit_one = [&]<class Alternative>(Alternative* held) {
      if (held == nullptr) return false;
      visitor(*held);
      return true;
    };
    (visit_one(std::get_if<index>(&variant)) || ...);
  }
  (std::make_index_sequence<std::variant_size_v<std::remove_cvref_t<Variant>>>());
}

}  // namespace hoofbeat
