#include "recordings.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace hoofbeat::test {
namespace {

using nlohmann::json;

// A frame cut at `…content-length`: the number that makes it `missing` octets longer, 40 of whose body are in
// `tail`.
std::string content_length_and_body(std::size_t missing, std::size_t tail) {
  for (std::size_t digits = 1; digits < 10; ++digits) {
    const std::string number = std::to_string(missing + tail - 3 - digits);
    if (number.size() == digits) return ':' + number + "\n\n" + std::string(missing - 3 - digits, 'z');
  }
  throw std::logic_error("no content-length fits");
}

// A frame cut amid its head, behind content-length. The gap may begin behind a backslash: \c is an escape.
std::string rest_of_head_and_body(const std::string& head, std::size_t missing, std::size_t tail) {
  const std::string name = "\ncontent-length:";
  const std::size_t at = head.find(name);
  if (at == std::string::npos) throw std::logic_error("a head without content-length");
  const std::size_t body = std::stoul(head.substr(at + name.size())) - tail;
  return std::string(missing - body - 2, 'c') + "\n\n" + std::string(body, 'z');
}

std::optional<Recording::Event> event_from(const json& json_event) {
  using Kind = Recording::Event::Kind;
  if (!json_event.is_array()) return std::nullopt;
  const auto kind = json_event.at(0).get<std::string>();
  if (kind == "TXT" || kind == "BIN")
    return Recording::Event{Kind::message, completed(json_event.at(2), json_event.at(1))};
  if (kind == "CLOSE") return Recording::Event{Kind::close, std::nullopt};
  if (kind == "ERR") return Recording::Event{Kind::failed, std::nullopt};
  if (kind != "ackhdr") return std::nullopt;
  if (json_event.at(1).is_null()) return Recording::Event{Kind::ack_header, std::nullopt};
  return Recording::Event{Kind::ack_header, json_event.at(1).get<std::string>()};
}

}  // namespace

std::string completed(const std::string& text, std::size_t octets) {
  const std::string mark = "...(" + std::to_string(octets) + ")...";
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return text;
  const std::string head = text.substr(0, at);
  const std::string rest = text.substr(at + mark.size());
  const std::size_t missing = octets - head.size() - rest.size();
  const std::size_t tail = rest.find('\0');
  std::string gap;
  if (head.find("\n\n") != std::string::npos) {
    gap = std::string(missing, 'z');
  } else if (head.ends_with("\ncontent-length")) {
    gap = content_length_and_body(missing, tail);
  } else {
    gap = rest_of_head_and_body(head, missing, tail);
  }
  return head + gap + rest;
}

std::size_t Recording::count(const std::string& command) const {
  return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [&](const Event& event) {
    return event.kind == Event::Kind::message && event.text->starts_with(command + '\n');
  }));
}

bool Recording::closes() const { return !events.empty() && events.back().kind == Event::Kind::close; }

std::vector<Recording> load_recordings(const std::string& broker) {
  std::ifstream file(std::filesystem::path(HOOFBEAT_VECTORS_DIR) / "peers" / (broker + ".jsonl"));
  std::vector<Recording> recordings;
  for (std::string line; std::getline(file, line);) {
    const auto content = json::parse(line);
    Recording recording{content.at(0), content.at(1), {}};
    for (std::size_t i = 2; i < content.size(); ++i)
      if (auto event = event_from(content[i])) recording.events.push_back(std::move(*event));
    recordings.push_back(std::move(recording));
  }
  return recordings;
}

}  // namespace hoofbeat::test
