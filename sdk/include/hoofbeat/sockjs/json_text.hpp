#pragma once

#include <string>
#include <string_view>

namespace hoofbeat::sockjs {

/// Appends the text as a JSON string in quotes, with the escapes that SockJS asks for (protocol 0.3.3, "JSON
/// Unicode Encoding"): U+0000–001F, 200C–200F, 2028–202F, 2060–206F, FFF0–FFFF and every surrogate, so that a
/// supplementary code point becomes a pair. Hexadecimal digits are lower-case; \b \t \n \f \r \" \\ are short.
///
/// Text is UTF-8 or WTF-8: half a pair of surrogates stays what it is. Of ill-formed octets each maximal subpart
/// becomes U+FFFD (Unicode, section 3.9), as the decoder of the Encoding standard has it.
void append_quoted(std::string& out, std::string_view text);

}  // namespace hoofbeat::sockjs
