#pragma once

#include <stdexcept>
#include <string>

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
    for (int i = 0; i < json["times"].get<int>(); ++i) octets += part;
  } else {
    throw std::invalid_argument("not octets: " + json.dump());
  }
  return octets;
}

}  // namespace hoofbeat::test
