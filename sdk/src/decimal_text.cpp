#include <hoofbeat/decimal_text.hpp>

#include <iterator>

namespace hoofbeat {

void append_decimal(std::string& out, std::uint64_t number) {
  char digits[20];
  char* first = std::end(digits);
  do *--first = static_cast<char>('0' + number % 10);
  while ((number /= 10) != 0);
  out.append(first, std::end(digits));
}

}  // namespace hoofbeat
