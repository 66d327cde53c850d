#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hoofbeat::stomp {

/// `none`: before CONNECT and CONNECTED have agreed on one (STOMP 1.2, "Protocol Negotiation").
enum class Version : std::uint8_t { none, v1_0, v1_1, v1_2 };

/// "1.0", "1.1", "1.2"; "" for none.
std::string_view text_of(Version version);
std::optional<Version> parse_version(std::string_view text);

/// A set of versions, as in accept-version.
class VersionSet {
 public:
  constexpr VersionSet() = default;
  static constexpr VersionSet all() { return VersionSet(0b1110); }

  /// Parses a comma-separated list; versions unknown here are passed over (they may be newer).
  static VersionSet parse(std::string_view list);

  constexpr void insert(Version version) { bits_ |= bit(version); }
  constexpr bool contains(Version version) const { return (bits_ & bit(version)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr VersionSet operator&(VersionSet other) const { return VersionSet(bits_ & other.bits_); }

  /// The newest member, `none` where empty.
  Version newest() const;
  /// Newest first: "1.2,1.1,1.0".
  std::string text() const;

 private:
  constexpr explicit VersionSet(unsigned bits) : bits_(bits) {}
  static constexpr unsigned bit(Version version) { return 1U << static_cast<unsigned>(version); }
  unsigned bits_ = 0;
};

}  // namespace hoofbeat::stomp
