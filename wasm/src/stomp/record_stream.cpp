#include "record_stream.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

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

void RecordStream::describe(const stomp::FrameView& frame, records::Frame& record) {
  record.command = static_cast<std::uint32_t>(frame.command);
  record.command_length = static_cast<std::uint32_t>(frame.command_text.size());
  record.octets = frame.octets;
  record.body = frame.body;
  record.shape = shapes_.number_of(frame.headers);
  record.header_count = static_cast<std::uint32_t>(frame.headers.size());
  locate_units(record);
}

// Where everything is ASCII an octet is a unit, so that JavaScript needs no more than the addresses.
void RecordStream::locate_units(records::Frame& record) {
  const auto octets = static_cast<std::int64_t>(source_.octets.size());
  if (source_.units == Source::binary || source_.units == octets) {
    record.head_is_ascii = 1;
    return;
  }
  const std::uint32_t start = address_of(source_.octets.data());
  const bool in_source = record.octets.address >= start && record.octets.address - start < source_.octets.size();
  if (!in_source) return;
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

void RecordStream::append_headers(stomp::Headers headers, bool values_only) {
  std::uint32_t* word = list_.extend(header_words(headers, values_only));
  const auto append_text = [&](std::string_view text) {
    *word++ = address_of(text.data());
    *word++ = static_cast<std::uint32_t>(text.size());
  };
  for (const stomp::Header& header : headers) {
    if (!values_only) append_text(header.name);
    append_text(header.value);
  }
}

}  // namespace hoofbeat::wasm
