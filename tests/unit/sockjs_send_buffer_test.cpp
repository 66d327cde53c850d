#include <catch2/catch.hpp>

#include <string>

#include <hoofbeat/sockjs/send_buffer.hpp>

using hoofbeat::sockjs::SendBuffer;

namespace {

std::string batch(SendBuffer& buffer, std::size_t max_octets) {
  std::string out;
  buffer.take_batch(out, max_octets);
  return out;
}

SendBuffer buffer_of(int count) {
  SendBuffer buffer;
  for (int i = 1; i <= count; ++i) buffer.push('"' + std::to_string(i) + '"');
  return buffer;
}

}  // namespace

TEST_CASE("SendBuffer: a batch is a JSON array of all that fits, in order", "[sockjs][send]") {
  SendBuffer buffer = buffer_of(4);
  CHECK(buffer.size() == 4);
  CHECK(buffer.octets() == 12);
  CHECK(batch(buffer, 100) == R"(["1","2","3","4"])");
  CHECK(buffer.empty());
}

TEST_CASE("SendBuffer: brackets and commas count", "[sockjs][send]") {
  for (std::size_t max = 1; max < 30; ++max) {
    SendBuffer buffer = buffer_of(9);
    std::string all;
    while (!buffer.empty()) {
      const std::string body = batch(buffer, max);
      INFO(body << " where " << max << " are allowed");
      const bool is_single = body.size() == 5;
      CHECK((body.size() <= max || is_single));
      const bool has_room_for_another = body.size() + 4 <= max;
      CHECK((!has_room_for_another || buffer.empty()));
      all += body;
    }
    std::string digits;
    for (const char octet : all)
      if (octet >= '0' && octet <= '9') digits += octet;
    CHECK(digits == "123456789");
  }
}

TEST_CASE("SendBuffer: a message that is too long goes by itself", "[sockjs][send]") {
  SendBuffer buffer;
  buffer.push("\"a long one\"");
  buffer.push("\"b\"");
  CHECK(batch(buffer, 5) == "[\"a long one\"]");
  CHECK(batch(buffer, 5) == "[\"b\"]");
}

TEST_CASE("SendBuffer: a batch is put behind what there is", "[sockjs][send]") {
  SendBuffer buffer = buffer_of(2);
  std::string out = "in front of it";
  buffer.take_batch(out, 9);
  CHECK(out == "in front of it[\"1\",\"2\"]");
}

TEST_CASE("SendBuffer: what is on its way counts until it is settled", "[sockjs][send]") {
  SendBuffer buffer = buffer_of(3);
  batch(buffer, 9);
  CHECK(buffer.size() == 1);
  CHECK(buffer.unconfirmed() == 3);
  CHECK(buffer.octets() == 9);
  buffer.push("\"4\"");
  buffer.settle();
  CHECK(buffer.unconfirmed() == 2);
  CHECK(buffer.octets() == 6);
}

TEST_CASE("SendBuffer: two batches on their way at once, the last words among them", "[sockjs][send]") {
  SendBuffer buffer = buffer_of(3);
  batch(buffer, 5);
  batch(buffer, 100);
  CHECK(buffer.empty());
  CHECK(buffer.unconfirmed() == 3);
  CHECK(buffer.octets() == 9);
  buffer.clear();
  CHECK(buffer.unconfirmed() == 0);
  CHECK(buffer.octets() == 0);
}
