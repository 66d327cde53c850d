#include <catch2/catch.hpp>

#include <string>

#include <hoofbeat/client/receipts.hpp>

#include "allocations.hpp"

using namespace hoofbeat;
using namespace hoofbeat::client;

TEST_CASE("Receipts: watched for, asked for, or both in either order", "[receipts]") {
  Receipts receipts;
  receipts.watch("w", 1);
  receipts.asked("a", 100);
  receipts.watch("wa", 2);
  receipts.asked("wa", 100);
  receipts.asked("aw", 100);
  receipts.watch("aw", 3);
  CHECK(receipts.size() == 4);

  const auto token_of = [&](const char* id) {
    const auto taken = receipts.take(id);
    REQUIRE(taken);
    CHECK(taken->id == id);
    return taken->token;
  };
  CHECK(token_of("w") == 1);
  CHECK(token_of("a") == 0);
  CHECK(token_of("wa") == 2);
  CHECK(token_of("aw") == 3);
  CHECK(receipts.size() == 0);
}

TEST_CASE("Receipts: each is settled once", "[receipts]") {
  Receipts receipts;
  receipts.asked("r", 10);
  CHECK(receipts.take("r"));
  CHECK_FALSE(receipts.take("r"));
  CHECK_FALSE(receipts.take_due(1000));
  CHECK(receipts.take_all().empty());
  CHECK_FALSE(receipts.take("never heard of"));
}

TEST_CASE("Receipts: lost in the order of their deadlines, at them", "[receipts]") {
  Receipts receipts;
  receipts.asked("one", 10);
  receipts.asked("two", 20);
  receipts.asked("three", 20);
  receipts.asked("untimed", std::nullopt);
  CHECK(receipts.next_due() == 10);
  CHECK_FALSE(receipts.take_due(9.9));
  CHECK(receipts.take_due(20)->id == "one");
  CHECK(receipts.take_due(20)->id == "two");
  CHECK(receipts.next_due() == 20);
  CHECK(receipts.take_due(20)->id == "three");
  CHECK_FALSE(receipts.take_due(1e12));
  CHECK_FALSE(receipts.next_due());
  CHECK(receipts.size() == 1);
}

TEST_CASE("Receipts: of several frames that ask for one id the latest counts", "[receipts]") {
  Receipts receipts;
  receipts.asked("r", 10);
  receipts.asked("s", 15);
  receipts.asked("r", 20);
  CHECK(receipts.next_due() == 15);
  CHECK(receipts.take_due(15)->id == "s");
  CHECK_FALSE(receipts.take_due(19.9));
  CHECK(receipts.take_due(20)->id == "r");
  receipts.asked("r", 30);
  receipts.asked("r", std::nullopt);
  CHECK_FALSE(receipts.next_due());
}

TEST_CASE("Receipts: an id that is asked for again and again holds no memory", "[receipts]") {
  Receipts receipts;
  const test::Allocations allocations;
  for (int i = 0; i < 100'000; ++i) receipts.asked("r", 30'000 + i / 2);
  CHECK(allocations.live() < 8192);
  CHECK(receipts.next_due() == 30'000 + 49'999);
}

TEST_CASE("Receipts: each is put off once", "[receipts]") {
  Receipts receipts;
  receipts.asked("before", 10);
  receipts.asked("after", 200);
  receipts.put_off(100);
  CHECK(receipts.next_due() == 100);
  receipts.asked("between", 120);
  receipts.put_off(150);
  CHECK(receipts.next_due() == 100);
  CHECK(receipts.take_due(150)->id == "before");
  CHECK(receipts.take_due(150)->id == "between");
  CHECK(receipts.next_due() == 200);
  receipts.asked("before", 210);
  receipts.put_off(300);
  CHECK(receipts.take_due(300)->id == "after");
  CHECK(receipts.take_due(300)->id == "before");
}

TEST_CASE("Receipts: one that is only watched for is never lost by time", "[receipts]") {
  Receipts receipts;
  receipts.watch("w", 1);
  CHECK_FALSE(receipts.next_due());
  receipts.asked("w", 30);
  CHECK(receipts.next_due() == 30);
}

TEST_CASE("Receipts: an answered one no longer has a deadline", "[receipts]") {
  Receipts receipts;
  receipts.asked("one", 10);
  receipts.asked("two", 20);
  CHECK(receipts.take("one"));
  CHECK(receipts.next_due() == 20);
  receipts.asked("one", 30);
  CHECK(receipts.take("two"));
  CHECK(receipts.next_due() == 30);
}

TEST_CASE("Receipts: the timeout may be shortened while some are waited for", "[receipts]") {
  Receipts receipts;
  receipts.asked("patient", 30'000);
  receipts.asked("hasty", 1001);
  CHECK(receipts.next_due() == 1001);
  const auto lost = receipts.take_due(1001);
  REQUIRE(lost);
  CHECK(lost->id == "hasty");
  CHECK(receipts.next_due() == 30'000);
}

TEST_CASE("Receipts: all are given up in the order in which they were first heard of", "[receipts]") {
  Receipts receipts;
  receipts.asked("z", 10);
  receipts.watch("m", 1);
  receipts.asked("a", 20);
  receipts.watch("z", 2);
  receipts.asked("m", 30);
  std::string order;
  for (const auto& lost : receipts.take_all()) order += lost.id + std::to_string(lost.token) + ' ';
  CHECK(order == "z2 m1 a0 ");
  CHECK(receipts.size() == 0);
  CHECK_FALSE(receipts.next_due());
}

TEST_CASE("Receipts: one that stays out does not hold the memory of those answered since", "[receipts]") {
  Receipts receipts;
  receipts.asked("stays out", 30'000);
  const test::Allocations allocations;
  for (int i = 0; i < 100'000; ++i) {
    const std::string id = "receipt-" + std::to_string(i);
    receipts.asked(id, 30'000 + i);
    REQUIRE(receipts.take(id));
  }
  CHECK(allocations.live() < 8192);
  CHECK(receipts.next_due() == 30'000);
  CHECK(receipts.size() == 1);
}

TEST_CASE("Receipts: ten thousand, answered in another order", "[receipts]") {
  Receipts receipts;
  for (Token i = 1; i <= 10'000; ++i) {
    receipts.asked(std::to_string(i), i);
    receipts.watch(std::to_string(i), i);
  }
  for (Token i = 10'000; i > 5'000; --i) CHECK(receipts.take(std::to_string(i))->token == i);
  for (Token i = 1; i <= 5'000; ++i) CHECK(receipts.take_due(1e6)->token == i);
  CHECK(receipts.size() == 0);
}
