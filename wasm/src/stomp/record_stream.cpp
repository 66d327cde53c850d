#include "record_stream.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>

namespace hoofbeat::wasm {
namespace {

constexpr std::size_t longest_kept_head = 1024;

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t i = 0;
  while (i + 8 <= most && std::memcmp(a.data() + i, b.data() + i, 8) == 0) i += 8;
  while (i < most && a[i] == b[i]) ++i;
  return i;
}

}  // namespace

void RecordStream::begin(Source source) {
  list_.begin();
  source_ = source;
  cursor_ = Utf16Cursor(source.octets, source.units < 0 ? 0 : static_cast<std::size_t>(source.units));
}

void RecordStream::put_frame(std::uint32_t kind, std::span<const std::uint32_t> fields,
                             const stomp::FrameView& frame) {
  const std::uint32_t shape = shapes_.number_of(frame.headers);
  constexpr std::size_t frame_words = sizeof(records::Frame) / 4;
  const std::size_t size = 1 + frame_words + fields.size() + (shape != 0 ? 2 : 4) * frame.headers.size();
  std::uint32_t* word = list_.extend(size);
  *word++ = RecordList::tag_of(kind, size);
  records::Frame& record = *new (word) records::Frame;
  record.command = static_cast<std::uint32_t>(frame.command);
  record.command_length = static_cast<std::uint32_t>(frame.command_text.size());
  record.octets = frame.octets;
  record.body = frame.body;
  record.parted = static_cast<std::uint32_t>(frame.parted);
  record.shape = shape;
  record.header_count = static_cast<std::uint32_t>(frame.headers.size());
  locate_units(record);
  word = std::copy(fields.begin(), fields.end(), word + frame_words);
  const auto put_text = [&](std::string_view text) {
    *word++ = address_of(text.data());
    *word++ = static_cast<std::uint32_t>(text.size());
  };
  for (const stomp::Header& header : frame.headers) {
    if (shape == 0) put_text(header.name);
    put_text(header.value);
  }
}

void RecordStream::put_body_part(std::string_view octets) {
  records::BodyPart record{.octets = octets};
  if (!is_ascii_source() && lies_in_source(record.octets)) {
    const std::size_t at = record.octets.address - address_of(source_.octets.data());
    record.unit_start = cursor_.unit_at(at);
    record.unit_end = cursor_.unit_at(at + octets.size());
  }
  put(record);
}

// Where everything is ASCII an octet is a unit, so that JavaScript needs no more than the addresses.
bool RecordStream::is_ascii_source() const {
  return source_.units == Source::binary || source_.units == static_cast<std::int64_t>(source_.octets.size());
}

bool RecordStream::lies_in_source(const Text& text) const {
  return text.address - address_of(source_.octets.data()) < source_.octets.size();
}

void RecordStream::locate_units(records::Frame& record) {
  if (is_ascii_source()) {
    record.head_is_ascii = 1;
    return;
  }
  if (!lies_in_source(record.octets)) return;
  const std::uint32_t start = address_of(source_.octets.data());
  const std::size_t at = record.octets.address - start;
  const std::size_t body_at = record.body.address - start;
  record.unit_start = cursor_.unit_at(at);
  record.unit_body = cursor_.unit_at(body_at);
  record.unit_end = cursor_.unit_at(body_at + record.body.length);
  record.head_is_ascii = static_cast<std::uint32_t>(record.unit_body - record.unit_start == body_at - at);
}

std::uint32_t RecordStream::shared_with_last_head(std::string_view head) {
  const std::size_t shared = common_prefix(head, last_head_);
  last_head_ = head.size() <= longest_kept_head && is_ascii(head) ? head : std::string_view();
  return static_cast<std::uint32_t>(shared);
}

}  // namespace hoofbeat::wasm
