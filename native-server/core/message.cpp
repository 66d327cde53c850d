#include "core/message.hpp"

#include <algorithm>

#include <hoofbeat/stomp/escape.hpp>
#include <hoofbeat/utf8.hpp>

namespace hoofbeat::server {
namespace {

// The broker's own in MESSAGE, or meant for the broker in SEND (STOMP 1.2, "SEND", "MESSAGE").
constexpr std::string_view not_passed_on[] = {"destination", "content-length", "receipt", "transaction",
                                              "message-id",  "subscription",   "ack",     "redelivered"};

bool is_passed_on(std::string_view name) {
  return std::find(std::begin(not_passed_on), std::end(not_passed_on), name) == std::end(not_passed_on);
}

bool is_text(stomp::Headers headers, std::string_view body) {
  return stomp::find(headers, "content-type") != "application/octet-stream" && is_utf8(body);
}

void append_header(std::string& out, stomp::Escaping escaping, stomp::Header header) {
  const std::size_t start = out.size();
  if (!stomp::write_name(escaping, header.name, out)) return;
  out += ':';
  if (!stomp::write_value(escaping, header.value, out)) return out.resize(start);
  out += '\n';
}

}  // namespace

Message::Message(std::string_view destination, stomp::Headers headers, std::string_view body)
    : destination_(destination), text_(is_text(headers, body)) {
  for (const stomp::Header& header : headers) {
    if (!is_passed_on(header.name)) continue;
    names_and_values_ += header.name;
    names_and_values_ += header.value;
    lengths_.push_back(
        {static_cast<std::uint32_t>(header.name.size()), static_cast<std::uint32_t>(header.value.size())});
  }
  body_and_nul_.reserve(body.size() + 1);
  body_and_nul_ += body;
  body_and_nul_ += '\0';
}

std::string_view Message::headers(stomp::Version version) const {
  std::string& written = written_[static_cast<std::size_t>(version) - 1];
  if (written.empty()) written = write_headers(version);
  return written;
}

std::vector<stomp::Header> Message::application_headers() const {
  std::vector<stomp::Header> headers;
  headers.reserve(lengths_.size());
  std::string_view rest = names_and_values_;
  for (const Lengths& lengths : lengths_) {
    headers.push_back({rest.substr(0, lengths.name), rest.substr(lengths.name, lengths.value)});
    rest.remove_prefix(lengths.name + lengths.value);
  }
  return headers;
}

std::string Message::write_headers(stomp::Version version) const {
  constexpr std::size_t numbers_and_names = 80;  // what is written besides, unless something is to be escaped
  const stomp::Escaping escaping = stomp::escaping_of(version, stomp::Command::MESSAGE);
  std::string out;
  out.reserve(destination_.size() + names_and_values_.size() + 2 * lengths_.size() + numbers_and_names);
  (out += std::to_string(sequence_)) += '\n';
  append_header(out, escaping, {"destination", destination_});
  for (const stomp::Header& header : application_headers()) append_header(out, escaping, header);
  if (!body().empty()) ((out += "content-length:") += std::to_string(body().size())) += '\n';
  out += '\n';
  return out;
}

}  // namespace hoofbeat::server
