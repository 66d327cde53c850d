#include <hoofbeat/text_index.hpp>

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>

using hoofbeat::TextIndex;

TEST_CASE("TextIndex: what is added is found until it is removed", "[text-index]") {
  TextIndex index;
  CHECK(index.find("a") == 0);
  CHECK(index.remove("a") == 0);
  index.add("a", 1);
  index.add("", 2);
  index.add(std::string("a\0b", 3), 3);
  CHECK(index.find("a") == 1);
  CHECK(index.find("") == 2);
  CHECK(index.find(std::string("a\0b", 3)) == 3);
  CHECK(index.size() == 3);
  CHECK(index.remove("a") == 1);
  CHECK(index.find("a") == 0);
  CHECK(index.size() == 2);
  index.clear();
  CHECK(index.find("") == 0);
  CHECK(index.size() == 0);
}

// Few texts, so that they are added and removed again and again, and gaps lie between those that collide.
TEST_CASE("TextIndex: does as std::map does", "[text-index]") {
  std::mt19937 random(7);
  for (const unsigned texts : {3U, 40U, 3000U}) {
    TextIndex index;
    std::map<std::string, std::uint64_t> model;
    for (std::uint64_t step = 1; step <= 20'000; ++step) {
      const std::string text = "sub-" + std::to_string(random() % texts);
      const auto known = model.find(text);
      const std::uint64_t expected = known == model.end() ? 0 : known->second;
      REQUIRE(index.find(text) == expected);
      if (random() % 2 == 0) {
        REQUIRE(index.remove(text) == expected);
        model.erase(text);
      } else if (expected == 0) {
        index.add(text, step);
        model[text] = step;
      }
      REQUIRE(index.size() == model.size());
    }
    for (const auto& [text, number] : model) CHECK(index.find(text) == number);
  }
}
