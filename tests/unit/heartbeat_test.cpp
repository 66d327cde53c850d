#include <catch2/catch.hpp>

#include <cstdint>

#include <hoofbeat/stomp/heartbeat.hpp>

using namespace hoofbeat;
using namespace hoofbeat::stomp;

TEST_CASE("parse_heart_beat: two decimal numbers, spaces around them, or nothing", "[heartbeat]") {
  CHECK(parse_heart_beat("0,0") == HeartBeat{0, 0});
  CHECK(parse_heart_beat("4000,7000") == HeartBeat{4000, 7000});
  CHECK(parse_heart_beat("007,1") == HeartBeat{7, 1});
  CHECK(parse_heart_beat(" 1,\t 2  ") == HeartBeat{1, 2});
  CHECK(parse_heart_beat("") == HeartBeat{0, 0});
  CHECK(parse_heart_beat("4294967295,4294967296") == HeartBeat{UINT32_MAX, UINT32_MAX});
  CHECK(parse_heart_beat("99999999999999999999999,1") == HeartBeat{UINT32_MAX, 1});
  for (const auto* value : {" ", ",", "1", "1,", ",1", "1,2,3", "abc,def", "1 0,2", "1,\n2", "-1,2", "+1,2",
                            "1.5,2", "1;2", "1,2x", "0x1,2"})
    CHECK_FALSE(parse_heart_beat(value));
  CHECK(text_of(HeartBeat{10'000, 0}) == "10000,0");
}

TEST_CASE("agree: none where one side can't or won't, else the longer interval", "[heartbeat]") {
  for (const std::uint32_t can : {0U, 1U, 4000U, 10'000U})
    for (const std::uint32_t wants : {0U, 1U, 4000U, 7000U}) {
      const std::uint32_t expected = can == 0 || wants == 0 ? 0 : can > wants ? can : wants;
      CHECK(agree({can, 0}, {0, wants}) == HeartBeat{expected, 0});
      CHECK(agree({0, wants}, {can, 0}) == HeartBeat{0, expected});
    }
}

TEST_CASE("agree: what one side sends is what the other expects", "[heartbeat]") {
  const HeartBeat client{10'000, 5000};
  const HeartBeat server{7000, 20'000};
  CHECK(agree(client, server) == HeartBeat{20'000, 7000});
  CHECK(agree(server, client) == HeartBeat{7000, 20'000});
}

TEST_CASE("HeartBeatTimer: no deadlines before it starts, after it stops, and for directions without a beat",
          "[heartbeat]") {
  HeartBeatTimer timer;
  CHECK_FALSE(timer.next_beat());
  CHECK_FALSE(timer.lost_at());
  timer.start({0, 1000}, 2, 0);
  CHECK_FALSE(timer.next_beat());
  CHECK(timer.lost_at());
  timer.start({1000, 0}, 2, 0);
  CHECK(timer.next_beat());
  CHECK_FALSE(timer.lost_at());
  CHECK(timer.agreed() == HeartBeat{1000, 0});
  timer.stop();
  CHECK_FALSE(timer.next_beat());
  CHECK(timer.agreed() == HeartBeat{});
}

TEST_CASE("HeartBeatTimer: a beat is due within its interval, counted from what was sent last", "[heartbeat]") {
  HeartBeatTimer timer;
  timer.start({10'000, 0}, 1, 100);
  REQUIRE(timer.next_beat());
  CHECK(*timer.next_beat() == Approx(9100));
  timer.received(5000);
  CHECK(*timer.next_beat() == Approx(9100));
  timer.sent(6000);
  CHECK(*timer.next_beat() == Approx(15'000));
}

TEST_CASE("HeartBeatTimer: the peer is lost after so many intervals since what arrived last", "[heartbeat]") {
  HeartBeatTimer timer;
  timer.start({0, 1000}, 2.5, 100);
  REQUIRE(timer.lost_at());
  CHECK(*timer.lost_at() == Approx(2600));
  timer.sent(500);
  CHECK(*timer.lost_at() == Approx(2600));
  timer.received(1100);
  CHECK(*timer.lost_at() == Approx(3600));
}

TEST_CASE("HeartBeatTimer: a tolerance below one is one", "[heartbeat]") {
  HeartBeatTimer timer;
  for (const double tolerance : {0.5, 0.0, -3.0}) {
    timer.start({0, 1000}, tolerance, 0);
    CHECK(*timer.lost_at() == Approx(1000));
  }
}
