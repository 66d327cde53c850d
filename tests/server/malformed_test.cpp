#include <catch2/catch.hpp>

#include "json_octets.hpp"
#include "scene.hpp"
#include "vector_files.hpp"

// The decoder's vectors (tests/vectors/README.md), as frames of a client that has connected.

using namespace hoofbeat;
using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using nlohmann::json;

namespace {

struct Replay {
  std::string name;
  std::string version;
  std::vector<std::string> messages;
  /// The error that the decoder yields; null where it yields none.
  json error;
  Settings settings;
};

Settings settings_for(const json& vector) {
  Settings settings;
  settings.limits.frame = {};
  if (!vector.contains("limits")) return settings;
  for (const auto& [name, value] : vector["limits"].items()) {
    if (name == "max_frame_bytes") settings.limits.frame.max_frame_bytes = value;
    if (name == "max_body_bytes") settings.limits.frame.max_body_bytes = value;
    if (name == "max_line_bytes") settings.limits.frame.max_line_bytes = value;
    if (name == "max_headers") settings.limits.frame.max_headers = value;
  }
  return settings;
}

std::vector<Replay> replays() {
  std::vector<Replay> replays;
  for (const auto& vector : hoofbeat::test::load_vectors("stomp", "vectors")) {
    if (!vector.contains("items")) continue;
    Replay replay{vector["name"], "", {}, nullptr, settings_for(vector)};
    if (vector.contains("decode")) replay.messages.push_back(hoofbeat::test::octets_from(vector["decode"]));
    if (vector.contains("messages"))
      for (const auto& message : vector["messages"])
        replay.messages.push_back(hoofbeat::test::octets_from(message));
    for (const auto& item : vector["items"])
      if (item.contains("error")) replay.error = item["error"];
    for (const auto& version : vector["versions"]) {
      if (version == "none") continue;
      replay.version = version;
      replays.push_back(replay);
    }
  }
  return replays;
}

// A CONNECT that fits into the narrowest limits of the vectors would have to be no CONNECT: a decoder without
// those limits reads it, then the one under test takes over.
bool connects(Peer& peer, const Replay& replay) {
  peer.octets("CONNECT\naccept-version:" + replay.version + "\n\n" + '\0');
  const auto frames = peer.take();
  return frames.size() == 1 && frames[0].command == "CONNECTED";
}

// The codes with which the decoder refuses octets; the broker refuses whole frames with others.
bool is_decode_error(const std::string& code) {
  for (const char* const name : {"frame_too_large", "body_too_large", "line_too_long", "too_many_headers",
                                 "invalid_command", "header_without_colon", "empty_header_name", "nul_in_header",
                                 "undefined_escape", "invalid_utf8", "invalid_content_length", "missing_nul"})
    if (code == name) return true;
  return false;
}

}  // namespace

TEST_CASE("malformed frames are answered with ERROR that names code and octet, then the connection closes") {
  std::size_t malformed = 0;
  for (const Replay& replay : replays()) {
    if (replay.error.is_null()) continue;
    INFO(replay.name << " in " << replay.version);
    Scene scene(replay.settings);
    Peer peer(scene);
    if (!connects(peer, replay)) continue;  // the vector's limits don't admit CONNECT
    for (const auto& message : replay.messages) peer.octets(message);
    const ReceivedFrame error = peer.take_error();
    if (!is_decode_error(error["error-code"])) continue;  // a frame in front of it was refused
    ++malformed;
    const std::string code = replay.error["code"];
    CHECK(error["error-code"] == code);
    CHECK(error["message"].find(code) != std::string::npos);
    CHECK(error.body.find(sentence_of(ErrorCode::undefined_escape)) ==
          (code == "undefined_escape" ? error.body.find("The header holds") : std::string::npos));
    CHECK(peer.closed()->code == (code == "frame_too_large" || code == "body_too_large" ? 1009 : 1002));
  }
  CHECK(malformed >= 100);
}

TEST_CASE("well-formed frames are never taken for malformed ones") {
  std::size_t well_formed = 0;
  for (const Replay& replay : replays()) {
    if (!replay.error.is_null()) continue;
    INFO(replay.name << " in " << replay.version);
    Scene scene(replay.settings);
    Peer peer(scene);
    if (!connects(peer, replay)) continue;
    for (const auto& message : replay.messages) peer.octets(message);
    ++well_formed;
    for (const ReceivedFrame& frame : peer.take())
      if (frame.command == "ERROR") CHECK_FALSE(is_decode_error(frame["error-code"]));
  }
  CHECK(well_formed >= 100);
}

TEST_CASE("the ERROR tells the octet's place in the connection") {
  Scene scene;
  Peer peer(scene);
  peer.connect();
  const std::size_t before = std::string("CONNECT\naccept-version:1.2\n\n\0", 29).size();
  peer.octets("SEND\ndestination:/topic/\\t\n\n");
  CHECK(peer.take_error()["message"] ==
        "malformed frame: undefined_escape at octet " +
            std::to_string(before + std::string("SEND\ndestination:/topic/").size()));
}
