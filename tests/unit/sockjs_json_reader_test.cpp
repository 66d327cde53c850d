#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <hoofbeat/random.hpp>
#include <hoofbeat/sockjs/json_reader.hpp>
#include <hoofbeat/sockjs/json_text.hpp>

#include "json_octets.hpp"
#include "json_oracle.hpp"
#include "vector_files.hpp"

using namespace hoofbeat;
using namespace hoofbeat::sockjs;
using namespace hoofbeat::test;

namespace {

std::string pick(Random& random, const std::vector<std::string>& parts) {
  return parts[random.next() % parts.size()];
}

// What JSON is made of, and what breaks it.
const std::vector<std::string> fragments = {"[",
                                            "]",
                                            "{",
                                            "}",
                                            ",",
                                            ":",
                                            "\"",
                                            "\\",
                                            "\"a\"",
                                            "\"a\":",
                                            "null",
                                            "true",
                                            "false",
                                            "0",
                                            "-1",
                                            "1.5e3",
                                            "e",
                                            ".",
                                            " ",
                                            "\n",
                                            "\t",
                                            "\\u0041",
                                            "\\ud83d",
                                            "\\ude00",
                                            "\\uD800",
                                            "\xC3\xA9",
                                            "\xE2\x82\xAC",
                                            "\xF0\x9F\x98\x80",
                                            "\xED\xA0\x80",
                                            "\xFF",
                                            "\xEF\xBB\xBF",
                                            std::string(1, '\0'),
                                            "\x1F",
                                            "\x7F",
                                            "abcdefgh",
                                            "\\n",
                                            "\\/",
                                            "\"\"",
                                            "[]",
                                            "{}"};

std::string mutated(Random& random, std::string text) {
  const std::size_t changes = 1 + random.next() % 4;
  for (std::size_t i = 0; i < changes; ++i) {
    const std::size_t at = random.next() % (text.size() + 1);
    const std::size_t rest = text.size() - at;
    switch (random.next() % 5) {
      case 0: text.insert(at, pick(random, fragments)); break;
      case 1: text.erase(at, random.next() % (std::min<std::size_t>(rest, 8) + 1)); break;
      case 2: text.replace(at, std::min<std::size_t>(rest, 1), pick(random, fragments)); break;
      case 3: text.insert(at, text.substr(random.next() % (text.size() + 1), random.next() % 12)); break;
      default:
        if (rest > 0) text[at] = static_cast<char>(random.next() & 0xFFU);
    }
  }
  return text;
}

std::string random_text(Random& random, unsigned depth = 0) {
  std::string text;
  const std::size_t count = random.next() % 4;
  switch (random.next() % (depth < 6 ? 4 : 2)) {
    case 0: return pick(random, {"null", "true", "0", "-0.5e-7", "12345678901", "1E4", "\"\""});
    case 1:
      for (std::size_t i = 0; i < 3 * count; ++i)
        text += pick(random, {"abc", "\\n", "\\\"", "\\u20ac", "\xC3\xA9", "\\ud800", "\\ud83d\\ude00", "\\\\",
                              "12345678"});
      return '"' + text + '"';
    case 2:
      for (std::size_t i = 0; i < count; ++i) text += (i > 0 ? ", " : "") + random_text(random, depth + 1);
      return '[' + text + ']';
    default:
      for (std::size_t i = 0; i < count; ++i)
        text += (i > 0 ? " ," : "") + ("\"k" + std::to_string(random.next() % 3) + "\":") +
                random_text(random, depth + 1);
      return '{' + text + '}';
  }
}

}  // namespace

TEST_CASE("JSON reader: random values are read as nlohmann/json reads them", "[sockjs][json]") {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    Random random(seed);
    const std::string text = random_text(random);
    INFO("seed " << seed << ": " << text);
    REQUIRE(read_with_reader(text));
    REQUIRE_NOTHROW(compare_with_oracle(text));
  }
}

TEST_CASE("JSON reader: mutations of random values and vectors, as nlohmann/json", "[sockjs][json]") {
  std::vector<std::string> texts;
  for (const auto& vector : load_vectors("sockjs", "vectors"))
    for (const char* member : {"json", "client_messages"})
      if (vector.contains(member) && octets_from(vector[member]).size() < 1000)
        texts.push_back(octets_from(vector[member]));
  std::size_t accepted = 0;
  std::size_t rounds = 0;
  for (std::uint64_t seed = 1; seed <= 60'000; ++seed, ++rounds) {
    Random random(seed);
    const std::string text = mutated(random, seed % 2 == 0 ? random_text(random) : pick(random, texts));
    INFO("seed " << seed << ": " << octets_to(text));
    REQUIRE_NOTHROW(compare_with_oracle(text));
    accepted += skip_with_reader(text);
  }
  // Neither verdict is so rare that nothing would be shown.
  CHECK(accepted > rounds / 20);
  CHECK(accepted < rounds / 2);
}

TEST_CASE("JSON reader: text that is cut off anywhere is refused", "[sockjs][json]") {
  const std::string text = R"({"a": ["\ud83d\ude00\n", -1.5e+3, {"b": [true, null, "é"]}], "c": ""})";
  REQUIRE(skip_with_reader(text));
  for (std::size_t length = 0; length < text.size(); ++length)
    CHECK_FALSE(skip_with_reader(text.substr(0, length)));
}

TEST_CASE("JSON reader: what ends a run of text is found at every place of a word", "[sockjs][json]") {
  for (std::size_t before = 0; before < 24; ++before)
    for (std::size_t behind = 0; behind < 10; ++behind)
      for (int octet = 0; octet < 256; ++octet) {
        const std::string text = std::string(before, 'x') + static_cast<char>(octet) + std::string(behind, 'y');
        std::string decoded;
        const std::string quoted = '"' + text + '"';
        JsonReader reader(quoted);
        const bool is_read = reader.read_string(decoded) && reader.finish();
        const bool is_plain = octet >= 0x20 && octet < 0x80 && octet != '"' && octet != '\\';
        if (is_read != is_plain || (is_plain && decoded != text)) FAIL(before << ' ' << behind << ' ' << octet);
      }
}

TEST_CASE("JSON reader: members and elements one by one", "[sockjs][json]") {
  JsonReader reader(R"( {"\u0061":[1,"x"],"b":{}} )");
  std::string name = "what was there";
  std::string text;
  std::string_view value;
  REQUIRE(reader.open_object());
  REQUIRE(reader.next_member(name));
  CHECK(name == "a");
  CHECK(reader.next_type() == JsonType::array);
  REQUIRE(reader.open_array());
  REQUIRE(reader.next_element());
  CHECK(reader.next_type() == JsonType::number);
  REQUIRE(reader.skip_value(value));
  CHECK(value == "1");
  REQUIRE(reader.next_element());
  REQUIRE(reader.read_string(text));
  CHECK(text == "x");
  CHECK_FALSE(reader.next_element());
  REQUIRE(reader.next_member(name));
  CHECK(name == "b");
  REQUIRE(reader.skip_value(value));
  CHECK(value == "{}");
  CHECK_FALSE(reader.next_member(name));
  CHECK(reader.finish());
}

TEST_CASE("JSON reader: reading a value as what it is not is a failure, and final", "[sockjs][json]") {
  std::string text;
  std::string_view value;
  JsonReader string("[]");
  CHECK_FALSE(string.read_string(text));
  CHECK_FALSE(string.open_array());
  CHECK_FALSE(string.next_element());
  CHECK_FALSE(string.skip_value(value));
  CHECK(string.next_type() == JsonType::none);
  CHECK_FALSE(string.finish());
  CHECK(string.failed());
  CHECK(string.offset() == 0);

  JsonReader array("\"x\"");
  CHECK_FALSE(array.open_array());
  CHECK(array.failed());
  JsonReader object("[]");
  CHECK_FALSE(object.open_object());
  CHECK(object.failed());
  JsonReader bracket("[}");
  CHECK(bracket.open_array());
  CHECK(bracket.next_element());
  CHECK_FALSE(bracket.read_string(text));
  JsonReader open("[");
  CHECK(open.open_array());
  CHECK_FALSE(open.finish());
  JsonReader outside("]");
  CHECK_FALSE(outside.next_element());
  CHECK(outside.failed());
}

TEST_CASE("JSON reader: what is opened counts towards the depth of what is passed over", "[sockjs][json]") {
  for (const std::size_t inner : {std::size_t{63}, std::size_t{64}}) {
    const std::string text = '[' + std::string(inner, '[') + std::string(inner, ']') + ']';
    JsonReader reader(text);
    std::string_view value;
    REQUIRE(reader.open_array());
    REQUIRE(reader.next_element());
    CHECK(reader.skip_value(value) == (inner < 64));
  }
}

TEST_CASE("JSON text: every text that is written is read as it was, surrogates and all", "[sockjs][json]") {
  const std::vector<std::string> parts = {"a",
                                          "bcdefghi",
                                          "\"",
                                          "\\",
                                          "\n",
                                          std::string(1, '\0'),
                                          "\x7F",
                                          "\xC3\xA9",
                                          "\xE2\x80\xA8",
                                          "\xEF\xBF\xBD",
                                          "\xF0\x9F\x98\x80",
                                          "\xED\xA0\x80 ",
                                          "\xED\xBF\xBF",
                                          "\xEF\xBF\xBF"};
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    Random random(seed);
    std::string text;
    for (std::size_t i = random.next() % 12; i > 0; --i) text += pick(random, parts);
    std::string quoted;
    append_quoted(quoted, text);
    JsonReader reader(quoted);
    std::string read;
    INFO("seed " << seed << ": " << quoted);
    REQUIRE((reader.read_string(read) && reader.finish()));
    REQUIRE(octets_to(read) == octets_to(text));
    REQUIRE(nlohmann::json::accept(quoted) == (text.find('\xED') == std::string::npos));
  }
}
