#include <catch2/catch.hpp>

#include <vector>

#include <hoofbeat/deadlines.hpp>

using namespace hoofbeat;

namespace {

enum class Reason { first, second, third, count_ };

std::vector<Reason> all_due(Deadlines<Reason>& deadlines, Time now) {
  std::vector<Reason> reasons;
  while (const auto due = deadlines.take_due(now)) reasons.push_back(*due);
  return reasons;
}

}  // namespace

TEST_CASE("Deadlines: none at first", "[deadlines]") {
  Deadlines<Reason> deadlines;
  CHECK_FALSE(deadlines.next());
  CHECK_FALSE(deadlines.take_due(1e300));
  CHECK_FALSE(deadlines.is_set(Reason::first));
}

TEST_CASE("Deadlines: the earliest first, and of equal ones that named first", "[deadlines]") {
  Deadlines<Reason> deadlines;
  deadlines.set(Reason::third, 10);
  deadlines.set(Reason::second, 20);
  deadlines.set(Reason::first, 20);
  REQUIRE(deadlines.next());
  CHECK(deadlines.next()->at == 10);
  CHECK(deadlines.next()->reason == Reason::third);
  CHECK(all_due(deadlines, 20) == std::vector{Reason::third, Reason::first, Reason::second});
  CHECK_FALSE(deadlines.next());
}

TEST_CASE("Deadlines: due at its time, not before", "[deadlines]") {
  Deadlines<Reason> deadlines;
  deadlines.set(Reason::first, 10);
  CHECK_FALSE(deadlines.take_due(9.999));
  CHECK(deadlines.is_set(Reason::first));
  CHECK(deadlines.take_due(10) == Reason::first);
  CHECK_FALSE(deadlines.is_set(Reason::first));
  CHECK_FALSE(deadlines.take_due(10));
}

TEST_CASE("Deadlines: a reason has one deadline, the last set", "[deadlines]") {
  Deadlines<Reason> deadlines;
  deadlines.set(Reason::second, 10);
  deadlines.set(Reason::second, 30);
  CHECK(deadlines.next()->at == 30);
  deadlines.clear(Reason::second);
  CHECK_FALSE(deadlines.next());
  deadlines.set(Reason::first, 1);
  deadlines.set(Reason::third, 2);
  deadlines.clear_all();
  CHECK_FALSE(deadlines.next());
}

TEST_CASE("Deadlines: times before zero and at zero are times", "[deadlines]") {
  Deadlines<Reason> deadlines;
  deadlines.set(Reason::first, 0);
  deadlines.set(Reason::second, -5);
  CHECK(all_due(deadlines, 0) == std::vector{Reason::second, Reason::first});
}
