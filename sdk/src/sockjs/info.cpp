#include <hoofbeat/sockjs/info.hpp>

#include <hoofbeat/sockjs/json_reader.hpp>

namespace hoofbeat::sockjs {
namespace {

bool read_flag(JsonReader& reader, bool otherwise) {
  std::string_view text;
  reader.skip_value(text);
  return text == "true" || (text != "false" && otherwise);
}

std::string read_text(JsonReader& reader) {
  std::string text;
  std::string_view other;
  if (reader.next_type() == JsonType::string)
    reader.read_string(text);
  else
    reader.skip_value(other);
  return text;
}

}  // namespace

Info read_info(std::string_view json) {
  JsonReader reader(json);
  Info info;
  std::string name;
  std::string_view unknown;
  reader.open_object();
  while (reader.next_member(name)) {
    if (name == "websocket")
      info.websocket = read_flag(reader, true);
    else if (name == "cookie_needed")
      info.cookie_needed = read_flag(reader, false);
    else if (name == "base_url")
      info.base_url = read_text(reader);
    else
      reader.skip_value(unknown);
  }
  if (!reader.finish()) return {};
  info.valid = true;
  return info;
}

}  // namespace hoofbeat::sockjs
