#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/stomp/header.hpp>
#include <hoofbeat/stomp/version.hpp>

namespace hoofbeat::server {

/// One publication, shared by everybody who gets it. A MESSAGE frame is
///
///     MESSAGE, subscription, …, message-id:<subscription's part>   the subscriber's
///     <sequence>, destination, the sender's headers, content-length  `headers(version)`, written once for each
///     version body NUL                                                      `body_and_nul()`, kept once
class Message {
 public:
  /// Copies the body and those of SEND's headers that are the application's.
  Message(std::string_view destination, stomp::Headers headers, std::string_view body);

  /// Its place among all publications, from 1; set once, when it is published.
  void stamp(std::uint64_t sequence) { sequence_ = sequence; }
  std::uint64_t sequence() const { return sequence_; }

  const std::string& destination() const { return destination_; }
  std::string_view body() const { return std::string_view(body_and_nul_).substr(0, body_and_nul_.size() - 1); }
  std::string_view body_and_nul() const { return body_and_nul_; }
  /// From the end of the message-id to the blank line. A header that `version` has no way to write is left out.
  std::string_view headers(stomp::Version version) const;
  /// The application's headers in the sender's order.
  std::vector<stomp::Header> application_headers() const;

  /// Whether it may travel as a text message (RFC 6455, section 5.6).
  bool text() const { return text_; }
  /// Octets it occupies.
  std::size_t size() const {
    return sizeof(Message) + destination_.size() + names_and_values_.size() + body_and_nul_.size();
  }

 private:
  struct Lengths {
    std::uint32_t name;
    std::uint32_t value;
  };

  std::string write_headers(stomp::Version version) const;

  std::uint64_t sequence_ = 0;
  std::string destination_;
  std::string names_and_values_;
  std::vector<Lengths> lengths_;
  std::string body_and_nul_;
  mutable std::array<std::string, 3> written_;  // by version
  bool text_;
};

}  // namespace hoofbeat::server
