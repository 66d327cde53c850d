#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace hoofbeat::test {

/// All entries named `member` of the JSON files in tests/vectors/`folder`.
inline std::vector<nlohmann::json> load_vectors(const std::string& folder, const std::string& member) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(HOOFBEAT_VECTORS_DIR) / folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<nlohmann::json> entries;
  for (const auto& file : files) {
    const auto content = nlohmann::json::parse(std::ifstream(file));
    for (const auto& entry : content.at(member)) entries.push_back(entry);
  }
  return entries;
}

}  // namespace hoofbeat::test
