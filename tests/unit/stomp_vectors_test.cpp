#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include <hoofbeat/random.hpp>
#include <hoofbeat/stomp/encoder.hpp>

#include "decoded_stream.hpp"
#include "json_octets.hpp"
#include "vector_files.hpp"

// Format: tests/vectors/README.md.

namespace {

using namespace hoofbeat;
using namespace hoofbeat::test;
using nlohmann::json;

stomp::Version version_from(const std::string& text) {
  if (text == "none") return stomp::Version::none;
  const auto version = stomp::parse_version(text);
  REQUIRE(version);
  return *version;
}

stomp::Limits limits_from(const json& vector) {
  stomp::Limits limits;
  if (!vector.contains("limits")) return limits;
  for (const auto& [name, value] : vector["limits"].items()) {
    if (name == "max_frame_bytes")
      limits.max_frame_bytes = value;
    else if (name == "max_body_bytes")
      limits.max_body_bytes = value;
    else if (name == "max_line_bytes")
      limits.max_line_bytes = value;
    else if (name == "max_headers")
      limits.max_headers = value;
    else
      FAIL("no such limit: " << name);
  }
  return limits;
}

std::vector<std::string> messages_of(const json& vector) {
  if (vector.contains("decode")) return {octets_from(vector["decode"])};
  std::vector<std::string> messages;
  for (const auto& message : vector.at("messages")) messages.push_back(octets_from(message));
  return messages;
}

// Octets may be written in parts: in one form they can be compared.
json plain_items(json items) {
  for (auto& item : items)
    if (item.contains("frame")) {
      auto& frame = item["frame"];
      frame["body"] = octets_to(octets_from(frame["body"]));
      for (auto& header : frame["headers"])
        for (auto& text : header) text = octets_to(octets_from(text));
    }
  return items;
}

/// A vector in one of its versions.
struct Replay {
  std::vector<std::string> messages;
  stomp::Version version;
  stomp::Limits limits;
  json expected;

  template <class Cut>
  Stream stream(Cut&& cut_message) const {
    Stream pieces;
    for (const auto& message : messages) pieces.push_back(cut_message(message));
    return pieces;
  }
  json items(const Stream& pieces, Looking looking = Looking::after_each_piece) const {
    return decode_stream(pieces, version, limits, looking);
  }

  void as_written(std::uint64_t seed) const;
  void whole_and_octet_by_octet() const;
  void at_every_split() const;
  void at_random_splits(std::uint64_t seed) const;
};

// With bodies that are handed out as they come, all of them or but for a few octets, too.
void Replay::as_written(std::uint64_t seed) const {
  for (const std::size_t kept : {SIZE_MAX, std::size_t{0}, std::size_t{5}}) {
    INFO("octets of a body that are kept: " << kept);
    Replay replay = *this;
    replay.limits.max_kept_body_bytes = kept;
    replay.whole_and_octet_by_octet();
    replay.at_every_split();
    replay.at_random_splits(seed);
  }
}

void Replay::whole_and_octet_by_octet() const {
  const auto uncut = stream([](const std::string& message) { return Pieces{message}; });
  const auto octets = stream([](const std::string& message) { return cut_into_octets(message); });
  CHECK(items(uncut).dump(1) == expected.dump(1));
  CHECK(items(uncut, Looking::at_the_end) == expected);
  CHECK(items(octets).dump(1) == expected.dump(1));
  CHECK(items(octets, Looking::at_the_end) == expected);
}

void Replay::at_every_split() const {
  for (std::size_t split_message = 0; split_message < messages.size(); ++split_message)
    for (std::size_t at = 1; at < messages[split_message].size(); ++at) {
      std::size_t number = 0;
      const auto split = stream([&](const std::string& message) {
        return number++ == split_message ? cut(message, {at}) : Pieces{message};
      });
      const json found = items(split);
      if (found != expected) {
        INFO("message " << split_message << " split at " << at);
        CHECK(found.dump(1) == expected.dump(1));
        return;  // one is enough to look at
      }
    }
}

void Replay::at_random_splits(std::uint64_t seed) const {
  Random random(seed);
  for (int round = 0; round < 8; ++round) {
    const auto split = stream([&](const std::string& message) {
      std::set<std::size_t> offsets;
      const std::size_t most = 1 + random.next() % 8;
      for (std::size_t i = 0; i < most; ++i) offsets.insert(random.next() % (message.size() + 1));
      return cut(message, {offsets.begin(), offsets.end()});
    });
    INFO("seed " << seed << ", round " << round);
    const auto looking = round % 2 == 0 ? Looking::after_each_piece : Looking::at_the_end;
    CHECK(items(split, looking).dump(1) == expected.dump(1));
  }
}

void find_yields_the_first(const json& items) {
  for (const auto& item : items) {
    if (!item.contains("frame")) continue;
    std::vector<std::string> texts;
    for (const auto& header : item["frame"]["headers"])
      for (const auto& text : header) texts.push_back(octets_from(text));
    std::vector<stomp::Header> headers;
    for (std::size_t i = 0; i < texts.size(); i += 2) headers.push_back({texts[i], texts[i + 1]});
    for (const auto& header : headers) {
      const auto first =
          std::find_if(headers.begin(), headers.end(), [&](auto& it) { return it.name == header.name; });
      CHECK(stomp::find(headers, header.name) == first->value);
    }
    CHECK_FALSE(stomp::find(headers, "a name that no vector has"));
  }
}

void encodes_as_written(const json& vector, stomp::Version version) {
  const auto& frame = vector["encode"];
  std::vector<std::string> texts;
  for (const auto& header : frame["headers"])
    for (const auto& text : header) texts.push_back(octets_from(text));
  std::vector<stomp::Header> headers;
  for (std::size_t i = 0; i < texts.size(); i += 2) headers.push_back({texts[i], texts[i + 1]});
  const std::string body = frame.contains("body") ? octets_from(frame["body"]) : "";
  const auto command = stomp::parse_command(frame["command"].get<std::string>());
  REQUIRE(command != stomp::Command::unknown);
  const auto content_length =
      frame.value("content_length", true) ? stomp::ContentLength::written : stomp::ContentLength::left_out;

  std::string out = "what was there";
  const auto result = stomp::encode(out, version, command, headers, body, content_length);
  if (vector.contains("error")) {
    REQUIRE_FALSE(result);
    CHECK(name_of(result.error()) == vector["error"].get<std::string>());
    CHECK(out == "what was there");
  } else {
    REQUIRE(result);
    CHECK(octets_to(out) == octets_to("what was there" + octets_from(vector.at("octets"))));
  }
}

}  // namespace

TEST_CASE("every STOMP vector decodes and encodes as written", "[stomp][vectors]") {
  static const auto vectors = load_vectors("stomp", "vectors");  // Catch2 comes here once for each section
  REQUIRE(vectors.size() >= 190);
  std::uint64_t seed = 0;
  for (const auto& vector : vectors) {
    ++seed;
    DYNAMIC_SECTION(vector.at("name").get<std::string>()) {
      REQUIRE_FALSE(vector.at("versions").empty());
      for (const auto& text : vector["versions"]) {
        const auto version = version_from(text);
        INFO("version " << text);
        if (vector.contains("encode")) {
          encodes_as_written(vector, version);
          continue;
        }
        const Replay replay{messages_of(vector), version, limits_from(vector), plain_items(vector.at("items"))};
        replay.as_written(seed);
        find_yields_the_first(replay.expected);
      }
    }
  }
}

TEST_CASE("the names of the STOMP vectors are unique, and their clauses given", "[stomp][vectors]") {
  std::set<std::string> names;
  for (const auto& vector : load_vectors("stomp", "vectors")) {
    CHECK(names.insert(vector.at("name").get<std::string>()).second);
    CHECK_FALSE(vector.at("clause").get<std::string>().empty());
  }
}
