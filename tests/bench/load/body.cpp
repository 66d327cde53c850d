#include "body.hpp"

#include <cstring>

#include "client.hpp"

namespace hoofbeat::load {

void write_number(char* at, std::uint64_t number) {
  for (std::size_t i = number_digits; i > 0; --i, number /= 10) at[i - 1] = static_cast<char>('0' + number % 10);
}

std::uint64_t read_number(std::string_view body) {
  std::uint64_t number = 0;
  for (const char digit : body.substr(0, number_digits)) number = number * 10 + static_cast<unsigned>(digit - '0');
  return number;
}

std::uint64_t checksum(std::string_view body) {
  std::uint64_t sum = body.size();
  std::size_t i = 0;
  std::uint64_t word = 0;
  const auto add = [&](std::size_t octets) {
    word = 0;
    std::memcpy(&word, body.data() + i, octets);
    sum = (sum ^ word) * 0x9E3779B97F4A7C15U;
    i += octets;
  };
  while (body.size() - i >= sizeof word) add(sizeof word);
  if (i < body.size()) add(body.size() - i);
  return sum;
}

NumberedFrame::NumberedFrame(std::string_view destination, std::size_t size)
    : frame_(send_frame(destination, std::string(size, 'x'))), size_(size), body_at_(frame_.size() - 1 - size) {}

std::string_view NumberedFrame::with(std::uint64_t number) {
  write_number(frame_.data() + body_at_, number);
  return frame_;
}

}  // namespace hoofbeat::load
