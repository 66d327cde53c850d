#include "url.hpp"

#include "failure.hpp"

namespace hoofbeat::load {

Url parse_url(std::string_view text) {
  constexpr std::string_view scheme = "ws://";
  const std::string_view rest = text.starts_with(scheme) ? text.substr(scheme.size()) : std::string_view();
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const std::size_t colon = authority.rfind(':');
  if (colon == 0 || colon == std::string_view::npos || authority.ends_with(':'))
    throw Failure(std::string(text) + " is not ws://<host>:<port>/<path>");
  const std::string_view path = rest.substr(authority.size());
  return {std::string(authority.substr(0, colon)), std::string(authority.substr(colon + 1)),
          path.empty() ? "/" : std::string(path)};
}

}  // namespace hoofbeat::load
