#include "inputs.hpp"

#include <memory>
#include <string>
#include <vector>

#include <hoofbeat/sockjs/frame.hpp>
#include <hoofbeat/stomp/encoder.hpp>

#include "broker_stage.hpp"
#include "client_stage.hpp"
#include "frames.hpp"

namespace hoofbeat::bench {
namespace {

constexpr std::size_t messages = 1'000;
constexpr std::size_t message_octets = 250;
constexpr std::size_t large_body = 1U << 20U;
constexpr std::size_t piece = 4U << 10U;
constexpr std::size_t sockjs_messages = 100;
constexpr std::size_t subscribers = 100;

std::vector<std::string> message_frames() {
  std::vector<std::string> frames;
  for (std::size_t i = 0; i < messages; ++i) frames.push_back(message_of(i, message_octets));
  return frames;
}

std::uint64_t body_octets(const std::vector<std::string>& frames) {
  std::uint64_t octets = 0;
  // Head and body are parted by the first empty line, and the last octet is the NUL.
  for (const std::string& frame : frames) octets += frame.size() - (frame.find("\n\n") + 2) - 1;
  return octets;
}

Task decode_messages() {
  auto frames = message_frames();
  const std::uint64_t result = body_octets(frames);
  return {[frames = std::move(frames)] {
            stomp::Decoder decoder = decoder_of_1_2();
            std::uint64_t octets = 0;
            for (const std::string& frame : frames) octets += decode(decoder, frame, frame.size()).body_octets;
            return octets;
          },
          result};
}

Task decode_pieces() {
  return {[frame = message_frame(0, ascii_text(large_body))] {
            stomp::Decoder decoder = decoder_of_1_2();
            return std::uint64_t{decode(decoder, frame, piece).body_octets};
          },
          large_body};
}

Task encode_sends() {
  const std::string body = ascii_text(100);
  const std::uint64_t result = messages * send_frame("/topic/prices.eu", body).size();
  return {[body] {
            const stomp::Header headers[] = {{"destination", "/topic/prices.eu"}, {"content-type", "text/plain"}};
            std::string out;
            std::uint64_t octets = 0;
            for (std::size_t i = 0; i < messages; ++i) {
              out.clear();
              if (stomp::encode(out, stomp::Version::v1_2, stomp::Command::SEND, headers, body))
                octets += out.size();
            }
            return octets;
          },
          result};
}

Task read_sockjs_array() {
  const auto frames = message_frames();
  const std::vector<std::string_view> some(frames.begin(), frames.begin() + sockjs_messages);
  std::string array;
  sockjs::append_messages(array, some);
  return {[array] {
            const auto read = sockjs::read_server_frame(array, sockjs_messages);
            if (!read) return std::uint64_t{0};
            const auto* const list = std::get_if<sockjs::MessageList>(&read.value());
            return std::uint64_t{list == nullptr ? 0 : list->octets()};
          },
          sockjs_messages * message_octets};
}

Task receive_messages() {
  auto frames = message_frames();
  const std::uint64_t result = body_octets(frames);
  return {[frames = std::move(frames)] {
            ClientStage client;
            std::uint64_t octets = 0;
            for (const std::string& frame : frames) octets += client.receive(frame);
            return octets;
          },
          result};
}

Task fan_out() {
  const auto broker = std::make_shared<BrokerStage>(subscribers);
  return {[broker, frame = send_frame("/topic/prices.eu", ascii_text(100))] {
            std::uint64_t frames = 0;
            for (std::size_t i = 0; i < messages; ++i) frames += broker->publish(frame);
            return frames;
          },
          messages * subscribers};
}

constexpr Input all[] = {
    {"decode-messages", decode_messages},   {"decode-pieces", decode_pieces},
    {"encode-sends", encode_sends},         {"read-sockjs-array", read_sockjs_array},
    {"receive-messages", receive_messages}, {"fan-out", fan_out},
};

}  // namespace

std::span<const Input> inputs() { return all; }

}  // namespace hoofbeat::bench
