#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <hoofbeat/sockjs/json_reader.hpp>
#include <nlohmann/json.hpp>

namespace hoofbeat::test {

/// The value that hoofbeat's reader makes of a text, element by element; nullopt where it refuses.
std::optional<nlohmann::json> read_with_reader(std::string_view text);
/// Whether it accepts the text when it passes over the value as a whole.
bool skip_with_reader(std::string_view text);

/// The value that nlohmann/json makes of a text, once these differences are taken out:
/// - half a pair of surrogates, escaped: nlohmann refuses the text. Here it reads U+FFFD in its place;
/// - more than 64 levels: nlohmann has no limit;
/// - a byte order mark: nlohmann passes over it;
/// - a NUL outside of strings: nlohmann takes it for the end of the text.
struct Verdict {
  std::optional<nlohmann::json> value;
  /// A number beyond the range of double, which nlohmann refuses: there is nothing to compare.
  bool is_comparable = true;
};
Verdict read_with_nlohmann(std::string_view text);

/// Octets of surrogates (WTF-8) replaced by U+FFFD.
std::string without_surrogates(std::string text);

/// Throws std::logic_error, telling the text, where the two do not agree.
void compare_with_oracle(std::string_view text);

}  // namespace hoofbeat::test
