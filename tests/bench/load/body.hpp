#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hoofbeat::load {

/// A message's body begins with a number of so many digits.
inline constexpr std::size_t number_digits = 20;

/// Writes a number over the first octets, which are as many.
void write_number(char* at, std::uint64_t number);
/// Of a body of at least so many octets.
std::uint64_t read_number(std::string_view body);

/// Of all octets, wherever they are; sums of it tell whether two sides saw the same bodies.
std::uint64_t checksum(std::string_view body);

/// The octets of a SEND frame whose body can be given another number.
class NumberedFrame {
 public:
  /// `size`: of the body, at least number_digits.
  NumberedFrame(std::string_view destination, std::size_t size);

  /// Until the next call.
  std::string_view with(std::uint64_t number);
  std::string_view body() const { return std::string_view(frame_).substr(body_at_, size_); }

 private:
  std::string frame_;
  std::size_t size_;
  std::size_t body_at_;
};

}  // namespace hoofbeat::load
