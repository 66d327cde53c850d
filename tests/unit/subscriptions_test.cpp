#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include <hoofbeat/client/subscriptions.hpp>

#include "allocations.hpp"

using namespace hoofbeat;
using namespace hoofbeat::client;

TEST_CASE("Subscriptions: added, found, removed", "[subscriptions]") {
  Subscriptions subscriptions;
  CHECK(subscriptions.find("a") == 0);
  CHECK(subscriptions.remove("a") == 0);
  subscriptions.add("a", 1);
  subscriptions.add("", 2);
  CHECK(subscriptions.contains("a"));
  CHECK(subscriptions.find("a") == 1);
  CHECK(subscriptions.find("") == 2);
  CHECK(subscriptions.find("A") == 0);
  CHECK(subscriptions.size() == 2);
  CHECK(subscriptions.remove("a") == 1);
  CHECK(subscriptions.remove("a") == 0);
  CHECK_FALSE(subscriptions.contains("a"));
  subscriptions.clear();
  CHECK(subscriptions.size() == 0);
  CHECK(subscriptions.find("") == 0);
}

TEST_CASE("Subscriptions: ids that other languages stumble over", "[subscriptions]") {
  Subscriptions subscriptions;
  Token token = 0;
  const std::vector<std::string> ids{"toString", "__proto__", "constructor", std::string("a\0b", 3),
                                     "a",        "\xC3\xA9"};
  for (const auto& id : ids) subscriptions.add(id, ++token);
  token = 0;
  for (const auto& id : ids) CHECK(subscriptions.find(id) == ++token);
  CHECK(subscriptions.find("hasOwnProperty") == 0);
}

TEST_CASE("Subscriptions: looking up among ten thousand makes no string", "[subscriptions]") {
  Subscriptions subscriptions;
  std::vector<std::string> ids;
  for (Token i = 1; i <= 10'000; ++i) ids.push_back("a-subscription-with-a-longish-id-" + std::to_string(i));
  for (Token i = 1; i <= 10'000; ++i) subscriptions.add(ids[i - 1], i);
  const test::Allocations allocations;
  std::size_t wrong = 0;
  for (Token i = 1; i <= 10'000; ++i) wrong += subscriptions.find(ids[i - 1]) != i;
  CHECK(wrong == 0);
  CHECK(allocations.count() == 0);
  for (Token i = 1; i <= 10'000; i += 2) wrong += subscriptions.remove(ids[i - 1]) != i;
  for (Token i = 1; i <= 10'000; ++i) wrong += subscriptions.find(ids[i - 1]) != (i % 2 == 0 ? i : 0);
  CHECK(wrong == 0);
  CHECK(subscriptions.size() == 5'000);
}
