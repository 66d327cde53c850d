#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <hoofbeat/result.hpp>
#include <hoofbeat/stomp/command.hpp>
#include <hoofbeat/stomp/escape.hpp>
#include <hoofbeat/stomp/header.hpp>
#include <hoofbeat/stomp/version.hpp>

namespace hoofbeat::stomp {

/// Appends one frame to a buffer, part by part: command, headers, the blank line. A body and a NUL follow.
/// After an error the buffer is cut back to where the frame began, so nothing half-written can be sent.
class FrameWriter {
 public:
  FrameWriter(std::string& out, Version version, Command command);

  /// A `content-length` of the caller's is passed over: `end` writes the true one.
  /// Errors: unwritable_header_name, unwritable_header_value.
  Result<Done> header(std::string_view name, std::string_view value);
  Result<Done> headers(Headers headers);
  /// Of the header that was written last, or refused.
  std::string_view last_name() const { return last_name_; }
  /// The last header, and the blank line. `content_length` is in octets; none: no such header.
  void end(std::optional<std::uint64_t> content_length);

 private:
  ErrorCode cut_back(ErrorCode code);

  std::string& out_;
  std::size_t start_;
  Escaping escaping_;
  std::string_view last_name_;
};

/// Whether content-length is written: STOMP 1.2, "Header content-length", says SHOULD. An empty body needs none.
enum class ContentLength : std::uint8_t { written, left_out };

/// Appends a whole frame, NUL included. Errors: unwritable_header_name, unwritable_header_value,
/// unwritable_body (a NUL in a body whose content-length is left out).
Result<Done> encode(std::string& out, Version version, Command command, Headers headers,
                    std::string_view body = {}, ContentLength content_length = ContentLength::written);

}  // namespace hoofbeat::stomp
