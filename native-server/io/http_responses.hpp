#pragma once

#include <string>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/message_generator.hpp>
#include <boost/beast/http/string_body.hpp>

#include "core/settings.hpp"
#include "io/static_files.hpp"

namespace hoofbeat::server {

using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// A response of one line of plain text; HEAD gets its headers alone.
boost::beast::http::message_generator text_response(const BeastRequest& request, boost::beast::http::status status,
                                                    std::string text);

/// What a request that is no upgrade is answered with (RFC 9110): a file, or why there is none.
boost::beast::http::message_generator file_response(const BeastRequest& request, const StaticFiles& files,
                                                    const Settings& settings);

}  // namespace hoofbeat::server
