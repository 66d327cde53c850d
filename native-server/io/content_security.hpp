#pragma once

#include <string>
#include <string_view>

namespace hoofbeat::server {

/// The Content-Security-Policy for a page: scripts and styles of this server alone, WebAssembly, connections to
/// any broker. The import maps in the page, which can only be inline, are let in by their hash.
std::string content_security_policy(std::string_view html);

}  // namespace hoofbeat::server
