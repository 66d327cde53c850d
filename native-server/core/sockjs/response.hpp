#pragma once

#include <string_view>

#include "core/http.hpp"
#include "core/sockjs/route.hpp"
#include "core/sockjs/service.hpp"

namespace hoofbeat::server::sockjs {

/// A response with the headers that every answer of an endpoint has: CORS, and of session URLs the cookie and that
/// they are not cached.
HttpResponse response_to(const HttpRequest& request, const Service& service, Endpoint endpoint, unsigned status);

/// Adds a body of text; `type`: the whole Content-Type.
HttpResponse with_body(HttpResponse response, std::string_view body,
                       std::string_view type = "text/plain; charset=UTF-8");

HttpResponse greeting();
HttpResponse not_found();
/// 405 with Allow, without a content type (SockJS 0.3.3, "Common").
HttpResponse method_not_allowed(Endpoint endpoint);
/// The answer to OPTIONS: 204, cacheable for a year.
HttpResponse preflight(const HttpRequest& request, const Service& service, Endpoint endpoint);
/// GET /info. `entropy`: another at every call.
HttpResponse info(const HttpRequest& request, const Service& service, std::uint32_t entropy);
/// The page for a hidden iframe, or 304 where the client has it. `client_url`: of the script that it loads.
HttpResponse iframe_page(const HttpRequest& request, std::string_view client_url);

}  // namespace hoofbeat::server::sockjs
