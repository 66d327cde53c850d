#include "frames.hpp"

#include <hoofbeat/stomp/encoder.hpp>
#include <vector>

namespace hoofbeat::bench {
namespace {

std::string repeated(std::string_view pattern, std::size_t octets) {
  std::string text;
  text.reserve(octets + pattern.size());
  while (text.size() + pattern.size() <= octets) text += pattern;
  return text;
}

}  // namespace

std::string ascii_text(std::size_t octets) {
  constexpr std::string_view pattern = "abcdefghij klmnopqrst uvwxyz 0123456789 ";
  std::string text = repeated(pattern, octets);
  text += pattern.substr(0, octets - text.size());
  return text;
}

std::string european_text(std::size_t octets) {
  return repeated("Gr\u00f6\u00dfe, prix \u20ac, na\u00efve, \u017b\u00f3\u0142\u0107, \u03b1\u03b2\u03b3 ",
                  octets);
}

std::string message_frame(std::size_t number, std::string_view body) {
  const std::string id = "b7c3a1d2-" + std::to_string(10'000 + number);
  const stomp::Header headers[] = {{"subscription", "sub-0"},
                                   {"message-id", id},
                                   {"destination", "/topic/prices.eu"},
                                   {"content-type", "text/plain"},
                                   {"priority", "4"}};
  std::string frame;
  const auto written = stomp::encode(frame, stomp::Version::v1_2, stomp::Command::MESSAGE, headers, body);
  return written ? frame : std::string();
}

std::string message_of(std::size_t number, std::size_t octets) {
  std::size_t body = octets;
  for (std::string frame = message_frame(number, ascii_text(body));;
       frame = message_frame(number, ascii_text(body))) {
    if (frame.size() == octets) return frame;
    body -= frame.size() - octets;
  }
}

std::string message_with_headers(std::size_t count, bool escaped) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("x-header-" + std::to_string(i));
  std::vector<stomp::Header> headers = {{"subscription", "sub-0"}, {"destination", "/topic/prices.eu"}};
  for (const std::string& name : names)
    headers.push_back({name, escaped ? "a\\b:c\nd and so on" : "a value without any"});
  std::string frame;
  const auto written =
      stomp::encode(frame, stomp::Version::v1_2, stomp::Command::MESSAGE, headers, ascii_text(100));
  return written ? frame : std::string();
}

std::string send_frame(std::string_view destination, std::string_view body) {
  const stomp::Header headers[] = {{"destination", destination}, {"content-type", "text/plain"}};
  std::string frame;
  const auto written = stomp::encode(frame, stomp::Version::v1_2, stomp::Command::SEND, headers, body);
  return written ? frame : std::string();
}

Decoded decode(stomp::Decoder& decoder, std::string_view octets, std::size_t piece) {
  using Step = stomp::Decoder::Step;
  Decoded decoded;
  for (std::size_t at = 0; at < octets.size(); at += piece) {
    decoder.feed(octets.substr(at, piece));
    for (Step step = decoder.next(); step == Step::frame || step == Step::heartbeat; step = decoder.next()) {
      if (step == Step::heartbeat) continue;
      decoded.frames += 1;
      decoded.body_octets += decoder.frame().body.size();
      for (const auto& [name, value] : decoder.frame().headers)
        decoded.header_octets += name.size() + value.size();
    }
    decoder.release();
  }
  decoder.end_message();
  return decoded;
}

stomp::Decoder decoder_of_1_2() {
  stomp::Decoder decoder;
  decoder.set_version(stomp::Version::v1_2);
  return decoder;
}

}  // namespace hoofbeat::bench
