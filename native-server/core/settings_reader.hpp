#pragma once

#include <concepts>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/settings.hpp"

namespace hoofbeat::server {

/// Reads the members of one JSON object into variables. A variable whose member is missing or wrong stays as it
/// is; what is wrong becomes a problem that names the member by its whole path.
class SettingsReader {
 public:
  SettingsReader(const nlohmann::json& value, std::string path, std::vector<SettingsProblem>& problems);

  template <std::integral Number>
  void number(std::string_view name, Number& target, std::int64_t least, std::int64_t most) {
    if (const auto* const value = member(name); value != nullptr && is_whole(*value, name, least, most))
      target = static_cast<Number>(value->template get<std::int64_t>());
  }
  void number(std::string_view name, double& target, double least, double most);
  void flag(std::string_view name, bool& target);
  void text(std::string_view name, std::string& target);
  void texts(std::string_view name, std::vector<std::string>& target);
  /// A member that is an object; an empty one where it is missing.
  SettingsReader object(std::string_view name);
  /// A member that is an array of objects.
  std::vector<SettingsReader> objects(std::string_view name);
  bool has(std::string_view name) const { return object_.contains(name); }

  /// Every member that nobody asked for is a problem.
  void finish();

 private:
  const nlohmann::json* member(std::string_view name);
  bool is_whole(const nlohmann::json& value, std::string_view name, std::int64_t least, std::int64_t most);
  std::string path_of(std::string_view name) const;
  void report(std::string_view name, std::string text) { problems_.push_back({path_of(name), std::move(text)}); }

  const nlohmann::json& object_;
  std::string path_;
  std::vector<SettingsProblem>& problems_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace hoofbeat::server
