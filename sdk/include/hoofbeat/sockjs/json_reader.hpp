#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hoofbeat::sockjs {

/// What kind of value comes next, told by its first octet; `none` where no value begins.
enum class JsonType : std::uint8_t { none, null, boolean, number, string, array, object };

/// Reads a JSON text (RFC 8259) value by value, in one pass from left to right and without recursion. Strict: no
/// byte order mark, nothing behind the value but white space, strings in UTF-8. Half a pair of surrogates that is
/// escaped is accepted (RFC 8259, section 8.2) and decoded as WTF-8.
///
///     JsonReader reader(text);
///     reader.open_array();
///     while (reader.next_element()) reader.read_string(out);
///     if (!reader.finish()) …   // not JSON, or not read as what it is; reader.offset() tells where
///
/// A failure is final: every call behind it does nothing and answers false.
class JsonReader {
 public:
  /// Arrays and objects within each other; one more is a failure.
  static constexpr unsigned max_depth = 64;

  /// The text must stay as it is while it is read.
  explicit JsonReader(std::string_view text) : text_(text) {}

  JsonType next_type();

  /// Goes into the array that comes next. Where none does, that is a failure.
  bool open_array() { return open('[', false); }
  /// True: an element comes next, which is to be read or skipped. False: the array that was opened last is over.
  bool next_element();

  /// Goes into the object that comes next. Where none does, that is a failure.
  bool open_object() { return open('{', true); }
  /// Like next_element; puts the member's name, decoded, in place of what `name` held.
  bool next_member(std::string& name);

  /// Appends the string that comes next, decoded, to `out`. Where none does, that is a failure.
  bool read_string(std::string& out) { return string(&out); }
  /// Passes over any value. `text` becomes the octets that it has in the input.
  bool skip_value(std::string_view& text);

  /// Whether all went well and nothing is left but white space.
  bool finish();
  bool failed() const { return failed_; }
  /// Octets that were read; after a failure, of the octet that can't be there, or of the ill-formed run of text.
  std::size_t offset() const { return offset_; }

 private:
  bool fail();
  char peek() const { return offset_ < text_.size() ? text_[offset_] : '\0'; }
  bool take(char octet);
  bool take(std::string_view literal);
  void skip_white_space();

  bool open(char bracket, bool is_object);
  bool next(char bracket);
  bool member_name(std::string* name);
  bool is_in_object() const { return (objects_ >> (depth_ - 1) & 1U) != 0; }

  bool string(std::string* out);
  bool escape(std::string* out);
  bool code_unit(unsigned& unit);
  bool number();
  bool digits();
  bool scalar_or_open();

  std::string_view text_;
  std::size_t offset_ = 0;
  std::uint64_t objects_ = 0;  // a bit for each level: whether it is an object
  unsigned depth_ = 0;
  bool is_first_ = false;  // nothing was read yet of the array or object opened last
  bool failed_ = false;
};

}  // namespace hoofbeat::sockjs
