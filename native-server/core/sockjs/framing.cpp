#include "core/sockjs/framing.hpp"

#include <algorithm>

namespace hoofbeat::server::sockjs {
namespace {

constexpr std::size_t xhr_prelude = 2048;
// Browsers show a page in parts from about 1 KiB on.
constexpr std::size_t htmlfile_head = 1024;
constexpr std::size_t longest_callback = 32;

std::string htmlfile_prelude(std::string_view callback) {
  std::string page =
      "<!doctype html>\n<html><head>\n"
      "  <meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\" />\n"
      "  <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\" />\n"
      "</head><body><h2>Don't panic!</h2>\n"
      "  <script>\n    document.domain = document.domain;\n    var c = parent.";
  page += callback;
  page +=
      ";\n    c.start();\n    function p(d) {c.message(d);};\n    window.onload = function() {c.stop();};\n"
      "  </script>";
  page.resize(std::max(page.size(), htmlfile_head), ' ');
  return page += "\r\n\r\n";
}

// A frame as a string literal of JavaScript that may stand in a <script>, which `</script` would end and `<!--`
// change the end of (HTML standard, "Restrictions for contents of script elements"). A frame has no controls,
// since its JSON escapes them.
std::string literal(std::string_view frame) {
  std::string out = "\"";
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const char c = frame[i];
    const bool is_tag = (c == '/' || c == '!') && i > 0 && frame[i - 1] == '<';
    if (c == '"' || c == '\\' || is_tag) out += '\\';
    out += c;
  }
  return out += '"';
}

// EventSource clients of SockJS decode percent escapes.
std::string percent_escaped(std::string_view frame) {
  std::string out;
  for (const char c : frame) {
    if (c == '%') {
      out += "%25";
    } else {
      out += c;
    }
  }
  return out;
}

bool is_callback(std::string_view name) {
  return name.size() <= longest_callback && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                  c == '_' || c == '.';
         });
}

}  // namespace

std::optional<Framing> framing_of(Endpoint endpoint) {
  switch (endpoint) {
    case Endpoint::xhr: return Framing::xhr;
    case Endpoint::xhr_streaming: return Framing::xhr_streaming;
    case Endpoint::eventsource: return Framing::eventsource;
    case Endpoint::htmlfile: return Framing::htmlfile;
    case Endpoint::jsonp: return Framing::jsonp;
    default: return std::nullopt;
  }
}

std::string_view content_type_of(Framing framing) {
  switch (framing) {
    case Framing::eventsource: return "text/event-stream";
    case Framing::htmlfile: return "text/html; charset=UTF-8";
    default: return "application/javascript; charset=UTF-8";
  }
}

std::string prelude_of(Framing framing, std::string_view callback) {
  switch (framing) {
    case Framing::xhr_streaming: return std::string(xhr_prelude, 'h') + '\n';
    case Framing::eventsource: return "\r\n";
    case Framing::htmlfile: return htmlfile_prelude(callback);
    default: return "";
  }
}

std::string dressed(Framing framing, std::string_view frame, std::string_view callback) {
  switch (framing) {
    case Framing::eventsource: return "data: " + percent_escaped(frame) + "\r\n\r\n";
    case Framing::htmlfile: return "<script>\np(" + literal(frame) + ");\n</script>\r\n";
    case Framing::jsonp: return "/**/" + std::string(callback) + '(' + literal(frame) + ");\r\n";
    case Framing::websocket:
    case Framing::raw_websocket: return std::string(frame);
    default: return std::string(frame) + '\n';
  }
}

Callback callback_of(const HttpRequest& request) {
  auto name = form_value(request.query(), "c");
  if (!name) name = form_value(request.query(), "callback");
  if (!name || name->empty()) return {"", "\"callback\" parameter required"};
  if (!is_callback(*name)) return {"", "invalid \"callback\" parameter"};
  return {std::move(*name), ""};
}

}  // namespace hoofbeat::server::sockjs
