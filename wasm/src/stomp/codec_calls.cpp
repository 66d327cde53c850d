#include "codec_calls.hpp"

#include <memory>
#include <optional>
#include <string>

#include <hoofbeat/stomp/decoder.hpp>
#include <hoofbeat/stomp/encoder.hpp>

#include "boundary.hpp"
#include "handles.hpp"
#include "options.hpp"

namespace hoofbeat::wasm {

using stomp::Decoder;

namespace {

constexpr std::uint32_t end_that_may_lack_nul = 2;

struct CodecDecoder {
  stomp::Version version;
  stomp::Limits limits;
  Decoder decoder;
  bool failed = false;

  void renew() {
    decoder = Decoder(limits);
    decoder.set_version(version);
  }
};

Handles<CodecDecoder>& decoders() {
  static Handles<CodecDecoder> all;
  return all;
}

void decode_all(CodecDecoder& it, RecordStream& records) {
  while (true) {
    switch (it.decoder.next()) {
      case Decoder::Step::need_more: return;
      case Decoder::Step::frame: records.put(records::DecodedFrame{}, it.decoder.frame()); break;
      case Decoder::Step::body_part: records.put_body_part(it.decoder.body_part()); break;
      case Decoder::Step::heartbeat:
        records.put(records::DecodedHeartBeats{.count = static_cast<std::uint32_t>(it.decoder.heartbeats())});
        break;
      case Decoder::Step::error:
        it.failed = true;
        records.put(records::DecodingFailed{.code = static_cast<std::uint32_t>(it.decoder.error().code),
                                            .offset = static_cast<double>(it.decoder.error().offset)});
        return;
    }
  }
}

std::string& head() {
  static std::string text;
  return text;
}

}  // namespace

std::int32_t decoder_open(std::uint32_t version) {
  auto decoder = std::make_unique<CodecDecoder>();
  decoder->version = static_cast<stomp::Version>(version);
  decoder->limits.max_kept_body_bytes = max_kept_body_bytes;
  decoder->renew();
  return static_cast<std::int32_t>(decoders().add(std::move(decoder)));
}

void decoder_close(std::uint32_t decoder) { decoders().remove(decoder); }

std::int32_t decoder_set_limit(std::uint32_t handle, std::uint32_t option, double value) {
  CodecDecoder* const it = decoders().find(handle);
  if (it == nullptr) return Boundary::failure(ErrorCode::invalid_option);
  const auto set = set_limit(it->limits, static_cast<records::Option>(option), value);
  it->renew();
  return set ? 0 : Boundary::failure(set.error());
}

std::int32_t decoder_feed(std::uint32_t handle, std::uint32_t length, std::int32_t units,
                          std::uint32_t end_of_message) {
  CodecDecoder* const it = decoders().find(handle);
  if (it == nullptr) return Boundary::failure(ErrorCode::invalid_option);
  const Source source{boundary().input.octets(length), units};
  boundary().records.begin(source);
  if (!it->failed) {
    it->decoder.release();  // the frames of the feed before
    it->decoder.feed(source.octets);
    decode_all(*it, boundary().records);
    if (end_of_message == end_that_may_lack_nul && it->decoder.supply_nul()) decode_all(*it, boundary().records);
    if (end_of_message != 0) it->decoder.end_message();
    boundary().mailbox.parted = static_cast<std::uint32_t>(it->decoder.parted());
  }
  return boundary().deliver();
}

std::int32_t encode_head(std::uint32_t version, std::uint32_t command, std::uint32_t headers, double body_size,
                         std::uint32_t flags) {
  const bool counted = body_size > 0 && (flags & records::body_flags::without_content_length) == 0;
  if (!counted && (flags & records::body_flags::has_nul) != 0)
    return Boundary::failure(ErrorCode::unwritable_body);
  TextReader texts(boundary().input);
  head().clear();
  stomp::FrameWriter writer(head(), static_cast<stomp::Version>(version), static_cast<stomp::Command>(command));
  if (const auto written = writer.headers(texts.headers(headers)); !written)
    return Boundary::failure(written.error());
  writer.end(counted ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(body_size)) : std::nullopt);
  boundary().mailbox.text = std::string_view(head());
  return 0;
}

}  // namespace hoofbeat::wasm
