#include <catch2/catch.hpp>

#include <string>

#include <hoofbeat/random.hpp>
#include <hoofbeat/utf8.hpp>

using namespace hoofbeat;

namespace {

// By code points, not by table 3-7: a sequence is well-formed where it is the shortest form of a scalar value.
std::size_t reference_sequence(const unsigned char* octets, std::size_t available) {
  const unsigned lead = octets[0];
  if (lead < 0x80) return 1;
  const std::size_t length = (lead >> 5U) == 0b110     ? 2
                             : (lead >> 4U) == 0b1110  ? 3
                             : (lead >> 3U) == 0b11110 ? 4
                                                       : 0;
  if (length == 0 || length > available) return 0;
  unsigned code_point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((octets[i] & 0xC0U) != 0x80U) return 0;
    code_point = code_point << 6U | (octets[i] & 0x3FU);
  }
  const std::size_t shortest = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return length == shortest && !is_surrogate && code_point <= 0x10FFFF ? length : 0;
}

std::size_t reference_prefix(std::string_view text) {
  const auto* octets = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t length = reference_sequence(octets + i, text.size() - i);
    if (length == 0) break;
    i += length;
  }
  return i;
}

// Exhaustive loops count, since an assertion for each of 16 million would take minutes.
std::size_t disagreements_with_three_octets() {
  std::size_t count = 0;
  char octets[3];
  for (unsigned a = 0; a < 256; ++a)
    for (unsigned b = 0; b < 256; ++b)
      for (unsigned c = 0; c < 256; ++c) {
        octets[0] = static_cast<char>(a);
        octets[1] = static_cast<char>(b);
        octets[2] = static_cast<char>(c);
        const std::string_view text(octets, 3);
        if (utf8_prefix(text) != reference_prefix(text)) ++count;
      }
  return count;
}

std::string encoded(unsigned code_point) {
  const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | (code_point >> shift & 0x3FU)); };
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  if (code_point < 0x800) return {static_cast<char>(0xC0U | code_point >> 6U), tail(0)};
  if (code_point < 0x10000) return {static_cast<char>(0xE0U | code_point >> 12U), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | code_point >> 18U), tail(12), tail(6), tail(0)};
}

}  // namespace

TEST_CASE("utf8_prefix: all texts of one, two and three octets", "[utf8]") {
  CHECK(utf8_prefix("") == 0);
  std::size_t disagreements = 0;
  for (unsigned a = 0; a < 256; ++a) {
    const char one[] = {static_cast<char>(a)};
    disagreements += utf8_prefix({one, 1}) != reference_prefix({one, 1});
    for (unsigned b = 0; b < 256; ++b) {
      const char two[] = {static_cast<char>(a), static_cast<char>(b)};
      disagreements += utf8_prefix({two, 2}) != reference_prefix({two, 2});
    }
  }
  CHECK(disagreements == 0);
  CHECK(disagreements_with_three_octets() == 0);
}

TEST_CASE("utf8_prefix: texts of four octets with every lead and the tails at their boundaries", "[utf8]") {
  const unsigned char tails[] = {0x00, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x9F, 0xA0, 0xBE, 0xBF, 0xC0, 0xFF};
  std::size_t disagreements = 0;
  for (unsigned lead = 0xE0; lead < 0x100; ++lead)
    for (const auto b : tails)
      for (const auto c : tails)
        for (const auto d : tails) {
          const std::string text{static_cast<char>(lead), static_cast<char>(b), static_cast<char>(c),
                                 static_cast<char>(d)};
          disagreements += utf8_prefix(text) != reference_prefix(text);
        }
  CHECK(disagreements == 0);
}

TEST_CASE("utf8_prefix: every scalar value is well-formed, every surrogate is not", "[utf8]") {
  std::size_t wrong = 0;
  for (unsigned code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    wrong += is_utf8(encoded(code_point)) == is_surrogate;
  }
  CHECK(wrong == 0);
  CHECK_FALSE(is_utf8(encoded(0x110000)));
}

TEST_CASE("utf8_prefix: the ill-formed octet is found at every distance from the start", "[utf8]") {
  // Around the steps of eight octets in which ASCII is passed over.
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string ascii(length, 'a');
    CHECK(utf8_prefix(ascii) == length);
    CHECK(utf8_prefix(ascii + "\xFF") == length);
    CHECK(utf8_prefix(ascii + "\xC3\xA9" + ascii + "\xE2\x82") == 2 * length + 2);
    CHECK(is_utf8(ascii + "\xF0\x9F\x98\x80" + ascii));
  }
}

TEST_CASE("utf8_prefix: random octets, mostly well-formed", "[utf8]") {
  Random random(7);
  std::size_t disagreements = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::size_t parts = random.next() % 24;
    for (std::size_t i = 0; i < parts; ++i) {
      if (random.next() % 32 == 0) {
        text += static_cast<char>(random.next() & 0xFFU);
      } else {
        const unsigned widths[] = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};
        text += encoded(static_cast<unsigned>(random.next() % (widths[random.next() % 4] + 1)));
      }
    }
    disagreements += utf8_prefix(text) != reference_prefix(text);
  }
  CHECK(disagreements == 0);
}
