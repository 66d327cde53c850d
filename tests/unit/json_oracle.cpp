#include "json_oracle.hpp"

#include <algorithm>
#include <stdexcept>

#include "json_octets.hpp"

namespace hoofbeat::test {
namespace {

using nlohmann::json;
using sockjs::JsonReader;
using sockjs::JsonType;

// Numbers and literals by nlohmann from their text: no value that is refused gets here.
json scalar(JsonReader& reader) {
  std::string_view text;
  if (!reader.skip_value(text)) return nullptr;
  const json value = json::parse(text, nullptr, false);
  return value.is_discarded() ? json("not comparable: " + std::string(text)) : value;
}

json value_of(JsonReader& reader) {
  json value;
  std::string text;
  switch (reader.next_type()) {
    case JsonType::array:
      value = json::array();
      reader.open_array();
      while (reader.next_element()) value.push_back(value_of(reader));
      return value;
    case JsonType::object:
      value = json::object();
      reader.open_object();
      while (reader.next_member(text)) {
        const std::string name = without_surrogates(text);
        value[name] = value_of(reader);
      }
      return value;
    case JsonType::string: reader.read_string(text); return without_surrogates(std::move(text));
    default: return scalar(reader);
  }
}

bool is_hex(char digit) {
  return std::string_view("0123456789abcdefABCDEF").find(digit) != std::string_view::npos;
}

// The code unit of the escape at the front; 0 where there is none.
unsigned escaped_unit(std::string_view text) {
  if (text.size() < 6 || !text.starts_with("\\u") || !std::all_of(&text[2], &text[2] + 4, is_hex)) return 0;
  return static_cast<unsigned>(std::stoul(std::string(text.substr(2, 4)), nullptr, 16));
}

std::string without_escaped_halves(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = text[i] == '\\' ? 2 : 1;
    const unsigned unit = escaped_unit(text.substr(i));
    const bool is_high = unit >= 0xD800 && unit <= 0xDBFF;
    const unsigned next = is_high ? escaped_unit(text.substr(i + 6)) : 0;
    if (next >= 0xDC00 && next <= 0xDFFF) {
      length = 12;
    } else if (unit >= 0xD800 && unit <= 0xDFFF) {
      out += "\\ufffd";
      i += 6;
      continue;
    }
    out += text.substr(i, length);
    i += length;
  }
  return out;
}

}  // namespace

std::string without_surrogates(std::string text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i)
    if (text[i] == '\xED' && static_cast<unsigned char>(text[i + 1]) >= 0xA0) text.replace(i, 3, "\xEF\xBF\xBD");
  return text;
}

std::optional<json> read_with_reader(std::string_view text) {
  JsonReader reader(text);
  json value = value_of(reader);
  if (!reader.finish()) return std::nullopt;
  return value;
}

bool skip_with_reader(std::string_view text) {
  JsonReader reader(text);
  std::string_view value;
  return reader.skip_value(value) && reader.finish();
}

Verdict read_with_nlohmann(std::string_view text) {
  if (text.find('\0') != std::string_view::npos || text.starts_with("\xEF\xBB\xBF")) return {};
  int deepest = 0;
  const auto measure = [&](int depth, json::parse_event_t event, json&) {
    using Event = json::parse_event_t;
    if (event == Event::array_start || event == Event::object_start) deepest = std::max(deepest, depth + 1);
    return true;
  };
  try {
    json value = json::parse(without_escaped_halves(text), measure);
    if (deepest > static_cast<int>(JsonReader::max_depth)) return {};
    return {std::move(value)};
  } catch (const json::parse_error&) {
    return {};
  } catch (const json::out_of_range&) {
    return {std::nullopt, false};
  }
}

void compare_with_oracle(std::string_view text) {
  const auto demand = [&](bool agree, const char* what) {
    if (!agree) throw std::logic_error(what + (": " + octets_to(text).dump()));
  };
  const auto ours = read_with_reader(text);
  demand(skip_with_reader(text) == ours.has_value(), "a value passed over is accepted as one read is");
  const Verdict theirs = read_with_nlohmann(text);
  if (!theirs.is_comparable) return;
  demand(ours.has_value() == theirs.value.has_value(), ours ? "nlohmann refuses" : "nlohmann accepts");
  demand(!ours || *ours == *theirs.value, "nlohmann reads another value");
}

}  // namespace hoofbeat::test
