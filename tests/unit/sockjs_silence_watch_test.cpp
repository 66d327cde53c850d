#include <catch2/catch.hpp>

#include <hoofbeat/sockjs/silence_watch.hpp>

using hoofbeat::Time;
using hoofbeat::sockjs::SilenceWatch;

namespace {

SilenceWatch learned(Time interval) {
  SilenceWatch watch(std::nullopt);
  watch.start(0);
  watch.beat(interval);
  watch.beat(2 * interval);
  watch.beat(3 * interval);
  return watch;
}

}  // namespace

TEST_CASE("SilenceWatch: a timeout that is given", "[sockjs][silence]") {
  SilenceWatch watch(1000);
  CHECK_FALSE(watch.silent_at());
  watch.start(5);
  CHECK(watch.silent_at() == 1005);
  watch.heard(10);
  CHECK(watch.silent_at() == 1010);
  watch.received(20);
  CHECK(watch.silent_at() == 1020);
  watch.beat(30);
  CHECK(watch.silent_at() == 1030);
  watch.forget_beats();
  CHECK(watch.silent_at() == 1030);
}

TEST_CASE("SilenceWatch: a timeout of 0 is none", "[sockjs][silence]") {
  SilenceWatch watch(0);
  watch.start(0);
  watch.beat(1000);
  watch.beat(2000);
  CHECK_FALSE(watch.silent_at());
}

TEST_CASE("SilenceWatch: learned from three heartbeats in succession", "[sockjs][silence]") {
  SilenceWatch watch(std::nullopt);
  watch.start(0);
  CHECK_FALSE(watch.silent_at());
  watch.beat(700);
  CHECK_FALSE(watch.silent_at());
  watch.beat(10'700);
  CHECK_FALSE(watch.silent_at());
  watch.beat(20'700);
  CHECK(watch.silent_at() == 40'700);
  watch.received(21'000);
  CHECK(watch.silent_at() == 41'000);
}

TEST_CASE("SilenceWatch: five seconds at the least", "[sockjs][silence]") {
  CHECK(learned(200).silent_at() == 600 + 5000);
  CHECK(learned(2500).silent_at() == 7500 + 5000);
  CHECK(learned(2501).silent_at() == 7503 + 5002);
}

TEST_CASE("SilenceWatch: a gap that a frozen page shortened does not count", "[sockjs][silence]") {
  SilenceWatch watch(std::nullopt);
  watch.start(0);
  watch.beat(24'000);
  watch.beat(25'000);
  CHECK_FALSE(watch.silent_at());
  watch.beat(50'000);
  CHECK(watch.silent_at() == 100'000);
}

TEST_CASE("SilenceWatch: octets between heartbeats are no frame between them", "[sockjs][silence]") {
  SilenceWatch watch(std::nullopt);
  watch.start(0);
  watch.beat(1000);
  watch.heard(1999);
  watch.beat(2000);
  watch.beat(3000);
  CHECK(watch.silent_at() == 8000);
}

TEST_CASE("SilenceWatch: heartbeats with a message between them tell nothing", "[sockjs][silence]") {
  SilenceWatch watch(std::nullopt);
  watch.start(0);
  for (Time now = 1000; now < 100'000; now += 1000) {
    watch.received(now - 10);
    watch.beat(now);
    REQUIRE_FALSE(watch.silent_at());
  }
}

TEST_CASE("SilenceWatch: one heartbeat that was held up is forgotten", "[sockjs][silence]") {
  SilenceWatch watch = learned(10'000);
  watch.beat(47'000);  // 7,000 late
  watch.beat(50'000);
  watch.beat(60'000);
  watch.beat(70'000);
  CHECK(watch.silent_at() == 90'000);
}

TEST_CASE("SilenceWatch: the interval is not what a stall makes it", "[sockjs][silence]") {
  SilenceWatch watch = learned(10'000);
  for (int i = 0; i < 5; ++i) watch.beat(40'000 + i);
  CHECK(watch.silent_at() == 60'004);
}

TEST_CASE("SilenceWatch: a time after which the server would have been lost is no interval", "[sockjs][silence]") {
  SilenceWatch watch = learned(10'000);
  watch.beat(1'000'000);
  CHECK(watch.silent_at() == 1'020'000);
}

TEST_CASE("SilenceWatch: a sleep between the first two heartbeats does not count for ever", "[sockjs][silence]") {
  SilenceWatch watch(std::nullopt);
  watch.start(0);
  watch.beat(10'000);
  watch.beat(1'000'000);
  watch.beat(1'010'000);
  watch.beat(1'020'000);
  CHECK(watch.silent_at() == 1'040'000);
}

TEST_CASE("SilenceWatch: no heartbeats are expected", "[sockjs][silence]") {
  SilenceWatch watch = learned(1000);
  watch.forget_beats();
  CHECK_FALSE(watch.silent_at());
  watch.beat(4000);
  watch.beat(5000);
  CHECK_FALSE(watch.silent_at());
}
