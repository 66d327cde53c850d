#include <hoofbeat/stomp/version.hpp>

#include <hoofbeat/stomp/white_space.hpp>

namespace hoofbeat::stomp {
namespace {
constexpr Version newest_first[] = {Version::v1_2, Version::v1_1, Version::v1_0};
}

std::string_view text_of(Version version) {
  switch (version) {
    case Version::none: return "";
    case Version::v1_0: return "1.0";
    case Version::v1_1: return "1.1";
    case Version::v1_2: return "1.2";
  }
  return "";
}

std::optional<Version> parse_version(std::string_view text) {
  for (Version version : newest_first)
    if (text == text_of(version)) return version;
  return std::nullopt;
}

VersionSet VersionSet::parse(std::string_view list) {
  VersionSet set;
  while (!list.empty()) {
    const auto comma = list.find(',');
    // accept-version lists are written with and without blanks behind the comma
    if (const auto version = parse_version(trimmed(list.substr(0, comma)))) set.insert(*version);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return set;
}

Version VersionSet::newest() const {
  for (Version version : newest_first)
    if (contains(version)) return version;
  return Version::none;
}

std::string VersionSet::text() const {
  std::string list;
  for (Version version : newest_first) {
    if (!contains(version)) continue;
    if (!list.empty()) list += ',';
    list += text_of(version);
  }
  return list;
}

}  // namespace hoofbeat::stomp
