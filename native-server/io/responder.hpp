#pragma once

#include <string>

#include "core/http.hpp"

namespace hoofbeat::server {

/// Where the response to a request goes.
class Responder {
 public:
  virtual ~Responder() = default;

  /// The response, or its beginning.
  virtual void respond(HttpResponse response) = 0;
  /// More of a streamed response.
  virtual void respond_further(std::string octets, bool last) = 0;
  virtual void abort() = 0;
};

}  // namespace hoofbeat::server
