#include <catch2/catch.hpp>

#include <string>

#include <hoofbeat/random.hpp>
#include <hoofbeat/stomp/escape.hpp>

using namespace hoofbeat;
using namespace hoofbeat::stomp;
using namespace std::string_literals;

namespace {

constexpr Escaping all_escapings[] = {Escaping::handshake, Escaping::v1_0, Escaping::v1_1, Escaping::v1_2};

std::string unescaped(Escaping escaping, std::string_view text) {
  std::string out;
  REQUIRE_FALSE(unescape(escaping, text, out));
  return out;
}

std::string written_value(Escaping escaping, std::string_view value) {
  std::string out;
  REQUIRE(write_value(escaping, value, out));
  return out;
}

}  // namespace

TEST_CASE("escaping_of: handshake frames are never escaped, the others by version", "[escape]") {
  for (const Version version : {Version::none, Version::v1_0, Version::v1_1, Version::v1_2})
    for (const Command command : {Command::CONNECT, Command::STOMP, Command::CONNECTED})
      CHECK(escaping_of(version, command) == Escaping::handshake);
  for (const Command command : {Command::SEND, Command::MESSAGE, Command::ERROR, Command::unknown}) {
    CHECK(escaping_of(Version::none, command) == Escaping::handshake);
    CHECK(escaping_of(Version::v1_0, command) == Escaping::v1_0);
    CHECK(escaping_of(Version::v1_1, command) == Escaping::v1_1);
    CHECK(escaping_of(Version::v1_2, command) == Escaping::v1_2);
  }
}

TEST_CASE("allows_crlf: 1.2, and before a version is agreed", "[escape]") {
  CHECK(allows_crlf(Version::none));
  CHECK_FALSE(allows_crlf(Version::v1_0));
  CHECK_FALSE(allows_crlf(Version::v1_1));
  CHECK(allows_crlf(Version::v1_2));
}

TEST_CASE("every octet by itself is written as the specification's table says", "[escape]") {
  for (const Escaping escaping : all_escapings)
    for (unsigned number = 0; number < 256; ++number) {
      const char octet = static_cast<char>(number);
      const bool escapes = escaping == Escaping::v1_1 || escaping == Escaping::v1_2;
      std::string expected(1, octet);
      bool value_writable = true;
      if (octet == '\0') value_writable = false;
      if (octet == '\n') escapes ? void(expected = "\\n") : void(value_writable = false);
      if (octet == '\r' && escaping == Escaping::v1_2) expected = "\\r";
      if (octet == '\r' && escaping == Escaping::handshake) value_writable = false;
      if (octet == ':' && escapes) expected = "\\c";
      if (octet == '\\' && escapes) expected = "\\\\";
      const bool name_writable = value_writable && (octet != ':' || escapes);

      INFO("escaping " << static_cast<int>(escaping) << ", octet " << number);
      std::string value = "before";
      CHECK(write_value(escaping, {&octet, 1}, value) == value_writable);
      CHECK(value == "before" + (value_writable ? expected : ""));
      std::string name = "before";
      CHECK(write_name(escaping, {&octet, 1}, name) == name_writable);
      CHECK(name == "before" + (name_writable ? expected : ""));
    }
}

TEST_CASE("nothing is appended where an octet behind writable ones can't be written", "[escape]") {
  std::string out = "before";
  CHECK_FALSE(write_value(Escaping::v1_2, "a:\n\0"s, out));
  CHECK_FALSE(write_value(Escaping::v1_0, "abc\n", out));
  CHECK_FALSE(write_name(Escaping::v1_0, "ab:c", out));
  CHECK(out == "before");
}

TEST_CASE("every letter behind a backslash: defined by the version or refused at the backslash", "[escape]") {
  for (const Escaping escaping : {Escaping::v1_1, Escaping::v1_2})
    for (unsigned number = 0; number < 256; ++number) {
      const char letter = static_cast<char>(number);
      const std::string text = "ab\\"s + letter + "z";
      std::string expected;
      if (letter == 'n') expected = "ab\nz";
      if (letter == 'c') expected = "ab:z";
      if (letter == '\\') expected = "ab\\z";
      if (letter == 'r' && escaping == Escaping::v1_2) expected = "ab\rz";
      INFO("escaping " << static_cast<int>(escaping) << ", letter " << number);
      std::string out;
      const auto backslash = unescape(escaping, text, out);
      CHECK(backslash.has_value() == expected.empty());
      if (backslash) CHECK(*backslash == 2);
      if (!backslash) CHECK(out == expected);
    }
}

TEST_CASE("a backslash at the end is an undefined escape", "[escape]") {
  std::string out;
  CHECK(unescape(Escaping::v1_2, "a\\\\\\", out) == std::size_t{3});
  CHECK(unescape(Escaping::v1_1, "\\", out) == std::size_t{0});
}

TEST_CASE("escapes are read from left to right, once", "[escape]") {
  CHECK(unescaped(Escaping::v1_2, "C:\\\\new") == "C:\\new");
  CHECK(unescaped(Escaping::v1_2, "\\\\\\\\n") == "\\\\n");
  CHECK(unescaped(Escaping::v1_2, "\\\\c\\c") == "\\c:");
}

TEST_CASE("where nothing is escaped a backslash stands for itself", "[escape]") {
  for (const Escaping escaping : {Escaping::handshake, Escaping::v1_0}) {
    CHECK(unescaped(escaping, "a\\nb\\") == "a\\nb\\");
    CHECK(written_value(escaping, "a\\nb:c") == "a\\nb:c");
  }
}

TEST_CASE("what is written is read back: random texts in every escaping", "[escape]") {
  Random random(11);
  const char alphabet[] = {'a', ':', '\\', '\n', '\r', 'n', 'c', 'r', '\xC3'};
  std::size_t written = 0;
  for (int round = 0; round < 10'000; ++round) {
    std::string text;
    for (std::size_t i = random.next() % 8; i > 0; --i) text += alphabet[random.next() % sizeof alphabet];
    for (const Escaping escaping : all_escapings) {
      std::string out;
      if (!write_value(escaping, text, out)) continue;
      ++written;
      // The line must survive: no LF, and in 1.2 no CR that could be half of its EOL.
      REQUIRE(out.find('\n') == std::string::npos);
      if (escaping == Escaping::v1_2) REQUIRE(out.find('\r') == std::string::npos);
      REQUIRE(unescaped(escaping, out) == text);
    }
  }
  CHECK(written > 20'000);
}
