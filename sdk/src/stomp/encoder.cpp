#include <hoofbeat/stomp/encoder.hpp>

#include <hoofbeat/decimal_text.hpp>

namespace hoofbeat::stomp {

FrameWriter::FrameWriter(std::string& out, Version version, Command command)
    : out_(out), start_(out.size()), escaping_(escaping_of(version, command)) {
  out_ += text_of(command);
  out_ += '\n';
}

Result<Done> FrameWriter::header(std::string_view name, std::string_view value) {
  last_name_ = name;
  if (name == "content-length") return Done{};
  if (name.empty() || !write_name(escaping_, name, out_)) return cut_back(ErrorCode::unwritable_header_name);
  out_ += ':';
  if (!write_value(escaping_, value, out_)) return cut_back(ErrorCode::unwritable_header_value);
  out_ += '\n';
  return Done{};
}

Result<Done> FrameWriter::headers(Headers headers) {
  for (const Header& each : headers)
    if (const auto written = header(each.name, each.value); !written) return written;
  return Done{};
}

void FrameWriter::end(std::optional<std::uint64_t> content_length) {
  if (content_length) {
    append_decimal(out_ += "content-length:", *content_length);
    out_ += '\n';
  }
  out_ += '\n';
}

ErrorCode FrameWriter::cut_back(ErrorCode code) {
  out_.resize(start_);
  return code;
}

Result<Done> encode(std::string& out, Version version, Command command, Headers headers, std::string_view body,
                    ContentLength content_length) {
  const bool counted = content_length == ContentLength::written && !body.empty();
  if (!counted && body.find('\0') != std::string_view::npos) return ErrorCode::unwritable_body;
  FrameWriter writer(out, version, command);
  if (const auto written = writer.headers(headers); !written) return written;
  writer.end(counted ? std::optional<std::uint64_t>(body.size()) : std::nullopt);
  out += body;
  out += '\0';
  return Done{};
}

}  // namespace hoofbeat::stomp
