#pragma once

#include <cstddef>
#include <cstdint>
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
  /// A record with a frame. Frames come in the order in which they lie in the source.
  template <class Record>
  void put(Record record, const stomp::FrameView& frame) {
    describe(frame, record.frame);
    const bool values_only = record.frame.shape != 0;
    list_.put(record, header_words(frame.headers, values_only));
    append_headers(frame.headers, values_only);
  }

  /// How many octets at the front of this head, which a body follows, are the same as in the last one. JavaScript
  /// has that one as a string; and most heads differ in the content-length, if at all.
  std::uint32_t shared_with_last_head(std::string_view head);

  const Words& words() const { return list_.words(); }

 private:
  static std::size_t header_words(stomp::Headers headers, bool values_only) {
    return (values_only ? 2 : 4) * headers.size();
  }
  void append_headers(stomp::Headers headers, bool values_only);
  void describe(const stomp::FrameView& frame, records::Frame& record);
  void locate_units(records::Frame& record);

  ShapeTable& shapes_;
  RecordList list_;
  Source source_;
  Utf16Cursor cursor_;
  std::string last_head_;  // "" where it is long, or not ASCII
};

}  // namespace hoofbeat::wasm
