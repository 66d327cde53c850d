#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace hoofbeat::stomp {

/// A header as the application sees it: unescaped, never trimmed.
struct Header {
  std::string_view name;
  std::string_view value;

  bool operator==(const Header&) const = default;
};

/// Headers in wire order, repeats included.
using Headers = std::span<const Header>;

/// The first of repeated headers wins (STOMP 1.2, "Repeated Header Entries").
inline std::optional<std::string_view> find(Headers headers, std::string_view name) {
  for (const Header& header : headers)
    if (header.name == name) return header.value;
  return std::nullopt;
}

}  // namespace hoofbeat::stomp
