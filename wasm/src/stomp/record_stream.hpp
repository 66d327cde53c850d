#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include <hoofbeat/stomp/frame.hpp>

#include "record_list.hpp"
#include "records.hpp"
#include "shape_table.hpp"
#include "utf16.hpp"

namespace hoofbeat::wasm {

/// What JavaScript has of the octets that frames are found in.
struct Source {
  static constexpr std::int32_t binary = -1;

  std::string_view octets;
  /// UTF-16 units of the text that they were encoded from; `binary`: they came as octets.
  std::int32_t units = binary;
};

/// The records of one call, one behind the other.
class RecordStream {
 public:
  explicit RecordStream(ShapeTable& shapes) : shapes_(shapes) {}

  void begin(Source source = {});

  template <class Record>
  void put(Record record) {
    list_.put(record);
  }
  void put_body_part(std::string_view octets);
  /// A record with a frame. Frames and parts come in the order in which they lie in the source.
  template <class Record>
  void put(Record record, const stomp::FrameView& frame) {
    // Tag and frame are its first members, and are written where they belong: to copy them took a tenth of the
    // time.
    constexpr std::size_t first = sizeof record.tag + sizeof record.frame;
    std::array<std::uint32_t, (sizeof record - first) / 4> fields;
    std::memcpy(fields.data(), reinterpret_cast<const char*>(&record) + first, sizeof record - first);
    put_frame(static_cast<std::uint32_t>(Record::kind), fields, frame);
  }

  /// How many octets at the front of this head, which a body follows, are the same as in the last one. JavaScript
  /// has that one as a string; and most heads differ in the content-length, if at all.
  std::uint32_t shared_with_last_head(std::string_view head);

  Words words() const { return list_.words(); }

 private:
  void put_frame(std::uint32_t kind, std::span<const std::uint32_t> fields, const stomp::FrameView& frame);
  void locate_units(records::Frame& record);
  bool is_ascii_source() const;
  bool lies_in_source(const Text& text) const;

  ShapeTable& shapes_;
  RecordList list_;
  Source source_;
  Utf16Cursor cursor_;
  std::string last_head_;  // "" where it is long, or not ASCII
};

}  // namespace hoofbeat::wasm
