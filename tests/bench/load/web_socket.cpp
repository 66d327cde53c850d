#include "web_socket.hpp"

#include <cstring>

namespace hoofbeat::load {
namespace {

constexpr unsigned final_frame = 0x80;
constexpr unsigned masked = 0x80;
constexpr std::size_t short_payload = 125;
constexpr std::size_t medium_payload = 0xFFFF;

void append_header(std::string& out, unsigned opcode, std::size_t payload, unsigned mask_bit) {
  out += static_cast<char>(final_frame | opcode);
  std::size_t extended = 0;
  if (payload > short_payload) extended = payload <= medium_payload ? 2 : 8;
  const std::size_t announced = extended == 0 ? payload : extended == 2 ? 126 : 127;
  out += static_cast<char>(mask_bit | announced);
  for (std::size_t i = extended; i > 0; --i) out += static_cast<char>(payload >> 8U * (i - 1));
}

}  // namespace

void apply_mask(std::span<char> octets, const Mask& mask) {
  std::array<char, 8> twice;
  for (std::size_t i = 0; i < twice.size(); ++i) twice[i] = mask[i % mask.size()];
  std::uint64_t key = 0;
  std::memcpy(&key, twice.data(), sizeof key);
  std::size_t i = 0;
  for (; i + sizeof key <= octets.size(); i += sizeof key) {
    std::uint64_t word = 0;
    std::memcpy(&word, octets.data() + i, sizeof word);
    word ^= key;
    std::memcpy(octets.data() + i, &word, sizeof word);
  }
  for (; i < octets.size(); ++i) octets[i] = static_cast<char>(octets[i] ^ mask[i % mask.size()]);
}

void append_masked_frame(std::string& out, unsigned opcode, std::string_view payload, const Mask& mask) {
  append_header(out, opcode, payload.size(), masked);
  out.append(mask.data(), mask.size());
  const std::size_t start = out.size();
  out += payload;
  apply_mask(std::span<char>(out).subspan(start), mask);
}

void append_frame_header(std::string& out, unsigned opcode, std::size_t payload) {
  append_header(out, opcode, payload, 0);
}

WebSocketFrame frame_at_front(std::span<char> octets) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(octets[i]); };
  if (octets.size() < 2) return {};
  std::uint64_t length = at(1) & ~masked;
  const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  std::size_t header = 2 + extended;
  if (octets.size() < header) return {};
  if (extended > 0) length = 0;
  for (std::size_t i = 2; i < header; ++i) length = length << 8U | at(i);
  Mask mask{};
  const bool is_masked = (at(1) & masked) != 0;
  if (is_masked) header += mask.size();
  if (octets.size() < header || octets.size() - header < length) return {};
  const std::span<char> payload = octets.subspan(header, static_cast<std::size_t>(length));
  if (is_masked) {
    std::memcpy(mask.data(), octets.data() + header - mask.size(), mask.size());
    apply_mask(payload, mask);
  }
  return {at(0) & 0x0FU, payload, header + payload.size()};
}

}  // namespace hoofbeat::load
