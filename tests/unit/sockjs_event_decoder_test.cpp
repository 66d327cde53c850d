#include <catch2/catch.hpp>

#include <string>

#include <hoofbeat/sockjs/event_decoder.hpp>

using hoofbeat::sockjs::EventDecoder;

namespace {

std::string decoded(std::string_view data) {
  EventDecoder decoder;
  return std::string(decoder.decode(data));
}

}  // namespace

TEST_CASE("EventDecoder: the escape of servers that percent-encode", "[sockjs][events]") {
  CHECK(decoded("a[\"100%25\"]") == "a[\"100%\"]");
  CHECK(decoded("%250A") == "%0A");
  CHECK(decoded("%2525") == "%25");
  CHECK(decoded("x%25y%25z") == "x%y%z");
  CHECK(decoded("").empty());
}

TEST_CASE("EventDecoder: a percent sign of another kind tells that nothing is encoded", "[sockjs][events]") {
  for (const std::string data :
       {"%", "%2", "%20", "100% sure", "%25%41", "%0A", "%0a", "%0D", "%00", "50%25%0A", "%zz", "50%25 or 100%"})
    CHECK(decoded(data) == data);
}

TEST_CASE("EventDecoder: what was told once holds for later events", "[sockjs][events]") {
  EventDecoder decoder;
  CHECK(decoder.decode("1%25") == "1%");
  CHECK(decoder.decode("100% sure") == "100% sure");
  CHECK(decoder.decode("1%25") == "1%25");
}

TEST_CASE("EventDecoder: without a percent sign nothing is copied", "[sockjs][events]") {
  EventDecoder decoder;
  const std::string data = "a[\"nothing of the kind\"]";
  CHECK(decoder.decode(data).data() == data.data());
}
