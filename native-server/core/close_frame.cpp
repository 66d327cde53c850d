#include "core/close_frame.hpp"

#include <algorithm>

#include <hoofbeat/utf8.hpp>

#include "core/refusal.hpp"

namespace hoofbeat::server {
namespace {

constexpr unsigned opcode_close = 8;
constexpr unsigned opcode_pong = 10;
constexpr std::size_t mask_size = 4;

bool is_known(unsigned opcode) { return opcode <= 2 || (opcode >= opcode_close && opcode <= opcode_pong); }

}  // namespace

std::optional<std::string> CloseFrameFinder::feed(std::string_view octets) {
  while (!octets.empty() && !done_) octets.remove_prefix(feed_one(octets));
  return close_payload();
}

std::size_t CloseFrameFinder::feed_one(std::string_view octets) {
  if (done_) return octets.size();
  std::string_view rest = octets;
  if (payload_left_ == 0) read_header(rest);
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(payload_left_, rest.size()));
  if (in_close_) unmask(rest.substr(0, taken));
  payload_left_ -= taken;
  if (in_close_ && payload_left_ == 0) {
    done_ = true;
    found_ = std::move(close_payload_);
  }
  return octets.size() - rest.size() + taken;
}

void CloseFrameFinder::unmask(std::string_view octets) {
  const unsigned char* const mask = header_.data() + 2;
  for (const char octet : octets) {
    const unsigned key = mask[close_payload_.size() % mask_size];
    close_payload_ += static_cast<char>(static_cast<unsigned char>(octet) ^ key);
  }
}

void CloseFrameFinder::read_header(std::string_view& octets) {
  while (!octets.empty()) {
    header_[header_read_++] = static_cast<unsigned char>(octets.front());
    octets.remove_prefix(1);
    if (header_read_ >= 2 && header_read_ == header_size()) return begin_payload();
  }
}

std::size_t CloseFrameFinder::header_size() const {
  const unsigned length = header_[1] & 0x7FU;
  const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  return 2 + extended + mask_size;
}

void CloseFrameFinder::begin_payload() {
  const unsigned opcode = header_[0] & 0x0FU;
  const bool is_masked = (header_[1] & 0x80U) != 0;
  const bool is_long = header_read_ > 2 + mask_size;
  payload_left_ = header_[1] & 0x7FU;
  if (is_long) payload_left_ = 0;
  for (std::size_t i = 2; i + mask_size < header_read_; ++i) payload_left_ = payload_left_ << 8U | header_[i];
  done_ = !is_masked || !is_known(opcode) || (opcode == opcode_close && is_long);
  in_close_ = opcode == opcode_close && !done_;
  header_read_ = 0;
}

std::optional<std::uint16_t> corrected_close_code(std::string_view payload) {
  constexpr std::uint16_t bad_gateway = 1014;
  constexpr std::uint16_t beyond_all = 5000;
  if (payload.size() < 2) return std::nullopt;
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(payload[i]); };
  const auto code = static_cast<std::uint16_t>(octet(0) << 8U | octet(1));
  if (code >= beyond_all) return close_code::protocol_error;
  if (!is_utf8(payload.substr(2))) return close_code::invalid_payload;
  return code == bad_gateway ? std::optional(code) : std::nullopt;
}

std::string close_frame(std::uint16_t code) {
  return {'\x88', '\x02', static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
}

}  // namespace hoofbeat::server
