#include <catch2/catch.hpp>

#include <optional>
#include <utility>
#include <vector>

#include <hoofbeat/sockjs/transport_walk.hpp>

using namespace hoofbeat;
using namespace hoofbeat::sockjs;

namespace {

using Obstacle = std::optional<ErrorCode>;

/// What stands in the way of each transport, in their order.
std::vector<Obstacle> obstacles(TransportWalk walk) {
  std::vector<Obstacle> all;
  std::size_t expected = 0;
  while (const auto step = walk.next()) {
    CHECK(step->transport == static_cast<Transport>(expected++));
    all.push_back(step->obstacle);
  }
  return all;
}

constexpr auto not_selected = ErrorCode::transport_not_selected;
constexpr auto not_supported = ErrorCode::transport_not_supported;
constexpr auto disabled = ErrorCode::websocket_disabled;
constexpr auto none = std::nullopt;

}  // namespace

TEST_CASE("TransportWalk: every transport once, then none", "[sockjs][walk]") {
  CHECK(obstacles({all_transports, all_transports, true}) == std::vector<Obstacle>{none, none, none, none});
  TransportWalk walk(all_transports, all_transports, true);
  for (int i = 0; i < 4; ++i) CHECK(walk.next());
  CHECK_FALSE(walk.next());
  CHECK_FALSE(walk.next());
}

TEST_CASE("TransportWalk: what stands in the way", "[sockjs][walk]") {
  CHECK(obstacles({all_transports, all_transports, false}) == std::vector<Obstacle>{disabled, none, none, none});
  CHECK(obstacles({0b0001, all_transports, true}) ==
        std::vector<Obstacle>{none, not_supported, not_supported, not_supported});
  CHECK(obstacles({all_transports, 0b1010, true}) ==
        std::vector<Obstacle>{not_selected, none, not_selected, none});
  CHECK(obstacles({0b0010, 0b0110, false}) ==
        std::vector<Obstacle>{not_selected, none, not_supported, not_selected});
}

TEST_CASE("TransportWalk: the caller's choice is named first, the server's last", "[sockjs][walk]") {
  CHECK(TransportWalk(0, 0, false).next()->obstacle == not_selected);
  CHECK(TransportWalk(0, all_transports, false).next()->obstacle == not_supported);
  CHECK(TransportWalk(all_transports, all_transports, false).next()->obstacle == disabled);
}
