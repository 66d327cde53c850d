#include <hoofbeat/sockjs/send_buffer.hpp>

#include <utility>

namespace hoofbeat::sockjs {

void SendBuffer::push(std::string quoted) {
  octets_ += quoted.size();
  messages_.push_back(std::move(quoted));
}

void SendBuffer::take_batch(std::string& out, std::size_t max_octets) {
  const std::size_t begin = out.size();
  std::size_t batch = 0;
  char separator = '[';
  // A bracket or comma in front, and the bracket at the end.
  while (!messages_.empty() && (batch == 0 || out.size() - begin + messages_.front().size() + 2 <= max_octets)) {
    const std::string& message = messages_.front();
    out += separator;
    out += message;
    separator = ',';
    batch += message.size();
    ++in_flight_;
    messages_.pop_front();
  }
  out += ']';
  octets_ -= batch;
  in_flight_octets_ += batch;
}

void SendBuffer::settle() {
  in_flight_ = 0;
  in_flight_octets_ = 0;
}

void SendBuffer::clear() { *this = SendBuffer(); }

}  // namespace hoofbeat::sockjs
