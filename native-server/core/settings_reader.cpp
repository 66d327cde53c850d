#include "core/settings_reader.hpp"

#include <utility>

namespace hoofbeat::server {
namespace {

using nlohmann::json;

const json no_members = json::object();

std::string out_of_range(const json& value, const std::string& least, const std::string& most) {
  return value.dump() + " is not within " + least + " to " + most;
}

}  // namespace

SettingsReader::SettingsReader(const json& value, std::string path, std::vector<SettingsProblem>& problems)
    : object_(value.is_object() ? value : no_members), path_(std::move(path)), problems_(problems) {
  if (!value.is_object()) problems_.push_back({path_, "is not an object"});
}

bool SettingsReader::is_whole(const json& value, std::string_view name, std::int64_t least, std::int64_t most) {
  if (!value.is_number_integer()) {
    report(name, value.dump() + " is not a whole number");
    return false;
  }
  const bool beyond =
      value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
  if (!beyond && value.get<std::int64_t>() >= least && value.get<std::int64_t>() <= most) return true;
  report(name, out_of_range(value, std::to_string(least), std::to_string(most)));
  return false;
}

void SettingsReader::number(std::string_view name, double& target, double least, double most) {
  const json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_number()) return report(name, value->dump() + " is not a number");
  if (value->get<double>() < least || value->get<double>() > most)
    return report(name, out_of_range(*value, json(least).dump(), json(most).dump()));
  target = value->get<double>();
}

void SettingsReader::flag(std::string_view name, bool& target) {
  const json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_boolean()) return report(name, value->dump() + " is neither true nor false");
  target = value->get<bool>();
}

void SettingsReader::text(std::string_view name, std::string& target) {
  const json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_string()) return report(name, value->dump() + " is not text");
  target = value->get<std::string>();
}

void SettingsReader::texts(std::string_view name, std::vector<std::string>& target) {
  const json* const value = member(name);
  if (value == nullptr) return;
  if (!value->is_array()) return report(name, "is not an array");
  std::vector<std::string> texts;
  for (const json& each : *value) {
    if (!each.is_string()) return report(name, each.dump() + " in it is not text");
    texts.push_back(each.get<std::string>());
  }
  target = std::move(texts);
}

SettingsReader SettingsReader::object(std::string_view name) {
  const json* const value = member(name);
  return {value == nullptr ? no_members : *value, path_of(name), problems_};
}

std::vector<SettingsReader> SettingsReader::objects(std::string_view name) {
  std::vector<SettingsReader> readers;
  const json* const value = member(name);
  if (value == nullptr) return readers;
  if (!value->is_array()) {
    report(name, "is not an array");
    return readers;
  }
  for (std::size_t i = 0; i < value->size(); ++i)
    readers.push_back({(*value)[i], path_of(name) + '[' + std::to_string(i) + ']', problems_});
  return readers;
}

void SettingsReader::finish() {
  for (const auto& [name, value] : object_.items())
    if (!known_.contains(name)) report(name, "is not a setting of this server");
}

const json* SettingsReader::member(std::string_view name) {
  known_.emplace(name);
  const auto at = object_.find(name);
  return at == object_.end() ? nullptr : &*at;
}

std::string SettingsReader::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + '.' + std::string(name);
}

}  // namespace hoofbeat::server
