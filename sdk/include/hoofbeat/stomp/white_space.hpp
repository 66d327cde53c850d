#pragma once

#include <string_view>

namespace hoofbeat::stomp {

/// Without the SP and TAB at both ends. STOMP has values as they are (STOMP 1.2, "Augmented BNF"), but brokers in
/// the field write numbers as HTTP does: only what is read as one is trimmed.
constexpr std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char octet) { return octet == ' ' || octet == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace hoofbeat::stomp
