#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_octets.hpp"
#include "sockjs_player.hpp"
#include "transcripts.hpp"
#include "vector_files.hpp"

// Format: tests/vectors/sockjs/session/README.md.

namespace {

using namespace hoofbeat;
using nlohmann::json;

using Transcripts = std::map<std::string, json>;

/// With the options of the one that it goes on from, and its steps under `before`.
json complete(const Transcripts& transcripts, json transcript) {
  if (!transcript.contains("after")) return transcript;
  const json before = complete(transcripts, transcripts.at(transcript.at("after").get<std::string>()));
  json options = before.value("options", json::object());
  options.update(transcript.value("options", json::object()));
  transcript["options"] = options;
  transcript["before"] = before.value("before", json::array());
  for (const auto& step : before.at("steps")) transcript["before"].push_back(step);
  return transcript;
}

const std::vector<json>& all_transcripts() {
  static const auto loaded = [] {
    const auto entries = test::load_vectors("sockjs/session", "transcripts");
    Transcripts by_name;
    for (const auto& entry : entries)
      if (!by_name.emplace(entry.at("name"), entry).second)
        throw std::invalid_argument("two transcripts named " + entry.at("name").dump());
    std::vector<json> whole;
    whole.reserve(entries.size());
    for (const auto& entry : entries) whole.push_back(complete(by_name, entry));
    return whole;
  }();
  return loaded;
}

// Octets may be written in parts, numbers with a fraction.
json plain(const json& value) {
  if (value.is_number_float()) return test::thousandths(value.get<double>());
  if (value.is_object() && (value.contains("hex") || value.contains("repeat")))
    return test::octets_to(test::octets_from(value));
  if (!value.is_structured()) return value;
  json copy = value;
  for (auto& item : copy) item = plain(item);
  if (!value.is_array() || value.empty()) return copy;
  // The last member of these is octets, and a list of parts is not to be told from other lists.
  const bool ends_in_octets =
      value[0] == "send_text" || value[0] == "message" || (value[0] == "open_exchange" && value.size() == 5);
  if (ends_in_octets) copy.back() = test::octets_to(test::octets_from(value.back()));
  return copy;
}

/// Where the octets of every response are cut: behind the first `first`, and then every `every`.
struct Cut {
  std::size_t first;
  std::size_t every;
};
constexpr std::size_t never = std::numeric_limits<std::size_t>::max() / 2;
constexpr Cut uncut{never, never};

struct Outcome {
  json result;
  json outputs = json::array();
};

Outcome take(test::SockJsPlayer& player, const json& step, Cut cut) {
  const json& input = step.at("input");
  if (input.at(0) != "bytes") {
    json result = player.result_of(input, step.at("at"));
    return {std::move(result), player.outputs()};
  }
  Outcome outcome;
  const std::string octets = test::octets_from(input.at(2));
  std::size_t length = cut.first;
  for (std::size_t begin = 0; begin < octets.size(); length = cut.every) {
    player.take_bytes(input.at(1), std::string_view(octets).substr(begin, length), step.at("at"));
    begin += std::min(length, octets.size() - begin);
    for (const auto& output : player.outputs()) outcome.outputs.push_back(output);
  }
  return outcome;
}

void play(const json& transcript, Cut cut) {
  test::SockJsPlayer player(transcript.value("options", json::object()), 1);
  for (const auto& step : transcript.value("before", json::array())) take(player, step, cut);
  std::size_t number = 0;
  for (const auto& step : transcript.at("steps")) {
    INFO("step " << number++ << ": " << step.at("input").dump().substr(0, 2000));
    const Outcome outcome = take(player, step, cut);
    CHECK(outcome.result == step.value("result", json()));
    CHECK(outcome.outputs.dump(1) == plain(step.value("outputs", json::array())).dump(1));
    if (step.contains("deadline")) CHECK(player.deadline() == plain(step.at("deadline")));
    if (step.contains("buffered")) CHECK(player.buffered() == step.at("buffered"));
  }
}

std::size_t longest_piece(const json& transcript) {
  std::size_t longest = 0;
  for (const auto& step : transcript.at("steps"))
    if (step.at("input").at(0) == "bytes")
      longest = std::max(longest, test::octets_from(step.at("input").at(2)).size());
  return longest;
}

// Of long ones the ends of a prelude and of a limit are what matters, which these come near.
constexpr std::size_t most_splits = 300;

}  // namespace

TEST_CASE("every SockJS transcript plays as written", "[sockjs][session][transcripts]") {
  REQUIRE(all_transcripts().size() >= 200);
  for (const auto& transcript : all_transcripts()) DYNAMIC_SECTION(transcript.at("name").get<std::string>()) {
      play(transcript, uncut);
    }
}

TEST_CASE("SockJS transcripts play the same octet by octet", "[sockjs][session][transcripts]") {
  for (const auto& transcript : all_transcripts()) DYNAMIC_SECTION(transcript.at("name").get<std::string>()) {
      play(transcript, {1, 1});
    }
}

TEST_CASE("SockJS transcripts play the same at every split", "[sockjs][session][transcripts]") {
  for (const auto& transcript : all_transcripts()) DYNAMIC_SECTION(transcript.at("name").get<std::string>()) {
      const std::size_t longest = longest_piece(transcript);
      const std::size_t stride = 1 + longest / most_splits;
      for (std::size_t at = 1; at < longest; at += at < 100 ? 1 : stride) play(transcript, {at, never});
    }
}
