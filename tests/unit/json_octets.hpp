#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <hoofbeat/utf8.hpp>
#include <nlohmann/json.hpp>

namespace hoofbeat::test {

/// Octets as tests/vectors/README.md writes them.
inline std::string octets_from(const nlohmann::json& json) {
  if (json.is_string()) return json.get<std::string>();
  std::string octets;
  if (json.is_array()) {
    for (const auto& part : json) octets += octets_from(part);
  } else if (json.contains("hex")) {
    const auto hex = json["hex"].get<std::string>();
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
      octets += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  } else if (json.contains("repeat")) {
    const auto part = octets_from(json["repeat"]);
    const auto times = json["times"].get<std::size_t>();
    for (std::size_t i = 0; i < times; ++i) octets += part;
  } else {
    throw std::invalid_argument("not octets: " + json.dump());
  }
  return octets;
}

/// The one way to write octets that outputs are compared in: octets that are not UTF-8 can't stand in a JSON
/// string.
inline nlohmann::json octets_to(std::string_view octets) {
  if (is_utf8(octets)) return std::string(octets);
  std::string hex;
  for (const char octet : octets) {
    const auto number = static_cast<unsigned char>(octet);
    hex += "0123456789abcdef"[number >> 4U];
    hex += "0123456789abcdef"[number & 15U];
  }
  return {{"hex", hex}};
}

}  // namespace hoofbeat::test
