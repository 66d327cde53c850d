#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <hoofbeat/client/reconnect_policy.hpp>

using namespace hoofbeat;
using namespace hoofbeat::client;

namespace {

std::vector<Time> delays(const ReconnectOptions& options, std::size_t count, std::uint64_t seed = 1) {
  ReconnectPolicy policy;
  Random random(seed);
  std::vector<Time> found;
  for (std::uint32_t number = 1; number <= count; ++number) {
    const auto attempt = policy.next(options, random);
    REQUIRE(attempt);
    CHECK(attempt->number == number);
    found.push_back(attempt->delay);
  }
  return found;
}

}  // namespace

TEST_CASE("ReconnectPolicy: off", "[reconnect]") {
  ReconnectPolicy policy;
  Random random(1);
  CHECK_FALSE(policy.next({.delay = 0, .max_attempts = 3}, random));
  CHECK_FALSE(policy.next({.delay = -1}, random));
  CHECK_FALSE(policy.exhausted({.delay = 0, .max_attempts = 3}));
}

TEST_CASE("ReconnectPolicy: fixed delay", "[reconnect]") {
  CHECK(delays({.delay = 400}, 3) == std::vector<Time>{400, 400, 400});
}

TEST_CASE("ReconnectPolicy: doubling up to the cap", "[reconnect]") {
  const ReconnectOptions options{.delay = 100, .max_delay = 700, .growth = DelayGrowth::exponential};
  CHECK(delays(options, 5) == std::vector<Time>{100, 200, 400, 700, 700});
}

TEST_CASE("ReconnectPolicy: a cap below the delay is raised to it, 0 is none", "[reconnect]") {
  CHECK(delays({.delay = 500, .max_delay = 100}, 1) == std::vector<Time>{500});
  CHECK(delays({.delay = 500, .max_delay = 100, .growth = DelayGrowth::exponential}, 3) ==
        std::vector<Time>{500, 500, 500});
  const ReconnectOptions uncapped{.delay = 1, .max_delay = 0, .growth = DelayGrowth::exponential};
  const auto found = delays(uncapped, 200);
  CHECK(found[20] == 1 << 20);
  CHECK(std::is_sorted(found.begin(), found.end()));
  CHECK(std::isfinite(found.back()));
}

TEST_CASE("ReconnectPolicy: jitter draws from d (1 - jitter) … d, evenly", "[reconnect]") {
  const auto found = delays({.delay = 1000, .jitter = 0.25}, 4000);
  const auto [least, most] = std::minmax_element(found.begin(), found.end());
  CHECK(*least >= 750);
  CHECK(*least < 752);
  CHECK(*most <= 1000);
  CHECK(*most > 998);
  double sum = 0;
  for (const Time delay : found) sum += delay;
  CHECK(sum / 4000 == Approx(875).epsilon(0.01));
}

TEST_CASE("ReconnectPolicy: jitter is drawn from the delay behind the cap", "[reconnect]") {
  const ReconnectOptions options{
      .delay = 100, .max_delay = 800, .growth = DelayGrowth::exponential, .jitter = 0.5};
  const auto found = delays(options, 50);
  for (std::size_t i = 3; i < found.size(); ++i) {
    CHECK(found[i] <= 800);
    CHECK(found[i] > 400);
  }
}

TEST_CASE("ReconnectPolicy: a jitter above one is one, below zero none, and no delay is ever negative",
          "[reconnect]") {
  for (const Time delay : delays({.delay = 1000, .jitter = 7}, 1000)) {
    CHECK(delay > 0);
    CHECK(delay <= 1000);
  }
  CHECK(delays({.delay = 1000, .jitter = -1}, 2) == std::vector<Time>{1000, 1000});
}

TEST_CASE("ReconnectPolicy: one seed, one sequence", "[reconnect]") {
  const ReconnectOptions options{.delay = 1000, .jitter = 1};
  CHECK(delays(options, 20, 5) == delays(options, 20, 5));
  CHECK(delays(options, 20, 5) != delays(options, 20, 6));
}

TEST_CASE("ReconnectPolicy: attempts are used up, and given back by a connection", "[reconnect]") {
  const ReconnectOptions options{.delay = 10, .growth = DelayGrowth::exponential, .max_attempts = 2};
  ReconnectPolicy policy;
  Random random(1);
  CHECK_FALSE(policy.exhausted(options));
  CHECK(policy.next(options, random)->number == 1);
  CHECK_FALSE(policy.exhausted(options));
  CHECK(policy.next(options, random)->number == 2);
  CHECK(policy.exhausted(options));
  CHECK_FALSE(policy.next(options, random));
  CHECK_FALSE(policy.exhausted({.delay = 10, .max_attempts = 3}));
  CHECK_FALSE(policy.exhausted({.delay = 10, .max_attempts = 0}));
  policy.reset();
  const auto again = policy.next(options, random);
  REQUIRE(again);
  CHECK(again->number == 1);
  CHECK(again->delay == 10);
}
