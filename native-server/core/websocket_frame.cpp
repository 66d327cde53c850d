#include "core/websocket_frame.hpp"

#include <cstdint>
#include <cstring>

#include <hoofbeat/utf8.hpp>

namespace hoofbeat::server {
namespace {

constexpr unsigned final_text = 0x81;
constexpr unsigned final_binary = 0x82;
constexpr unsigned masked = 0x80;
constexpr std::size_t mask_size = 4;
constexpr std::size_t short_payload = 125;
constexpr std::size_t medium_payload = 0xFFFF;
constexpr std::size_t length_follows = 126;  // in two octets
constexpr std::size_t long_length_follows = 127;

// Eight octets a step.
void unmask(std::span<char> payload, const char* mask) {
  std::uint32_t key = 0;
  std::memcpy(&key, mask, mask_size);
  const std::uint64_t twice = std::uint64_t{key} << 32U | key;
  std::size_t i = 0;
  for (; i + sizeof twice <= payload.size(); i += sizeof twice) {
    std::uint64_t word = 0;
    std::memcpy(&word, payload.data() + i, sizeof word);
    word ^= twice;
    std::memcpy(payload.data() + i, &word, sizeof word);
  }
  for (; i < payload.size(); ++i) payload[i] = static_cast<char>(payload[i] ^ mask[i % mask_size]);
}

}  // namespace

std::optional<WholeMessage> whole_message(std::span<char> octets, std::size_t max_payload) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(octets[i]); };
  std::size_t header = 2 + mask_size;
  if (octets.size() <= header) return std::nullopt;
  const bool text = at(0) == final_text;
  if ((!text && at(0) != final_binary) || (at(1) & masked) == 0) return std::nullopt;
  std::size_t length = at(1) & ~masked;
  if (length == long_length_follows) return std::nullopt;  // too long to come in one piece
  if (length == length_follows) {
    header += 2;
    length = std::size_t{at(2)} << 8U | at(3);
    if (length <= short_payload) return std::nullopt;
  }
  if (length == 0 || length > max_payload || octets.size() - 2 < header - 2 + length) return std::nullopt;

  const std::span<char> payload = octets.subspan(header, length);
  const char* const mask = octets.data() + header - mask_size;
  unmask(payload, mask);
  const std::string_view view(payload.data(), payload.size());
  if (!text || is_utf8(view)) return WholeMessage{view, text, header + length};
  unmask(payload, mask);
  return std::nullopt;
}

MessageHeader::MessageHeader(bool text, std::size_t payload) : octets_{}, size_(2) {
  octets_[0] = static_cast<char>(text ? final_text : final_binary);
  std::size_t extended = 0;
  if (payload > short_payload) extended = payload <= medium_payload ? 2 : sizeof(std::uint64_t);
  const std::size_t announced = extended == 2 ? length_follows : long_length_follows;
  octets_[1] = static_cast<char>(extended == 0 ? payload : announced);
  for (std::size_t i = extended; i > 0; --i) octets_[size_++] = static_cast<char>(payload >> 8U * (i - 1));
}

}  // namespace hoofbeat::server
