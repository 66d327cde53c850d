#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "decoded_stream.hpp"
#include "demand.hpp"

// Where the pieces of a stream end makes no difference. The first five octets say how the rest is decoded and cut.

using namespace hoofbeat;
using namespace hoofbeat::test;

namespace {

constexpr std::size_t plan_length = 5;

stomp::Version version_from(unsigned octet) {
  constexpr stomp::Version versions[] = {stomp::Version::none, stomp::Version::v1_0, stomp::Version::v1_1,
                                         stomp::Version::v1_2};
  return versions[octet % 4];
}

// Small, so that short inputs reach them.
stomp::Limits limits_from(unsigned octet) {
  if (octet % 2 == 0) return {};
  return {64 + octet, 16 + octet, 8 + octet / 2, 1 + octet / 32};
}

// Pieces as long as the plan's octets say in turn.
Pieces cut_by(std::string_view message, const std::uint8_t* plan) {
  std::vector<std::size_t> offsets;
  for (std::size_t at = 0, i = 0; at < message.size(); ++i) {
    at += 1 + plan[i % 2] % 32;
    if (at < message.size()) offsets.push_back(at);
  }
  return cut(message, offsets);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < plan_length) return 0;
  const std::string_view octets(reinterpret_cast<const char*>(data) + plan_length, size - plan_length);
  const auto version = version_from(data[0]);
  auto limits = limits_from(data[1]);
  const auto whole_limits = limits;
  if ((data[0] & 4U) != 0) limits.max_kept_body_bytes = data[0] / 8;
  const std::size_t boundary = std::min<std::size_t>(data[2], octets.size());
  const std::string_view messages[] = {octets.substr(0, boundary), octets.substr(boundary)};

  const auto whole = decode_stream({{messages[0]}, {messages[1]}}, version, whole_limits);
  const Stream pieces = {cut_by(messages[0], data + 3), cut_by(messages[1], data + 3)};
  demand(decode_stream(pieces, version, limits) == whole, "pieces are decoded as the whole is");
  demand(decode_stream(pieces, version, limits, Looking::at_the_end) == whole, "and stay valid until released");
  const Stream single = {cut_into_octets(messages[0]), cut_into_octets(messages[1])};
  demand(decode_stream(single, version, limits) == whole, "octets are decoded as the whole is");
  return 0;
}
