#include <catch2/catch.hpp>

#include <cstdint>

#include <hoofbeat/random.hpp>

using hoofbeat::Random;

TEST_CASE("SplitMix64: its published sequence", "[random]") {
  Random random(1'234'567);
  for (const std::uint64_t expected : {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                       4593380528125082431U, 16408922859458223821U})
    CHECK(random.next() == expected);
}

TEST_CASE("Random: a seed gives one sequence, another seed another", "[random]") {
  Random one(1);
  Random same(1);
  Random other(2);
  std::size_t coincidences = 0;
  for (int i = 0; i < 100; ++i) {
    const auto number = one.next();
    CHECK(number == same.next());
    coincidences += number == other.next();
  }
  CHECK(coincidences == 0);
}

TEST_CASE("Random: fractions lie in 0 … 1 without 1, evenly", "[random]") {
  Random random(3);
  constexpr int count = 100'000;
  double sum = 0;
  int tenths[10] = {};
  for (int i = 0; i < count; ++i) {
    const double fraction = random.fraction();
    REQUIRE(fraction >= 0);
    REQUIRE(fraction < 1);
    sum += fraction;
    ++tenths[static_cast<int>(fraction * 10)];
  }
  CHECK(sum / count == Approx(0.5).margin(0.01));
  for (const int tenth : tenths) CHECK(tenth == Approx(count / 10.0).epsilon(0.05));
}
