#include "sockjs_player.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "json_octets.hpp"
#include "transcripts.hpp"

namespace hoofbeat::test {
namespace {

using namespace sockjs;
using nlohmann::json;

constexpr std::array<std::string_view, 8> kinds = {"info",         "web_socket", "stream",     "poll",
                                                   "event_source", "send",       "last_words", "probe"};
constexpr std::array<std::string_view, 6> dues = {"info_timeout", "transport_timeout", "next_receiver",
                                                  "silence",      "send_timeout",      "flush_timeout"};

TransportSet transports_from(const json& names) {
  TransportSet set = 0;
  for (const auto& name : names) {
    const auto found = std::find_if(transports.begin(), transports.end(),
                                    [&](const TransportTraits& traits) { return traits.name == name; });
    if (found == transports.end()) throw std::invalid_argument("no such transport: " + name.dump());
    set = static_cast<TransportSet>(set | 1U << (found - transports.begin()));
  }
  return set;
}

ClientOptions options_from(const json& given) {
  ClientOptions options;
  const auto read = [&](const char* name, auto& option) {
    if (given.contains(name)) given.at(name).get_to(option);
  };
  options.url = "http://host/service";
  read("url", options.url);
  read("server", options.server);
  read("session_id_length", options.session_id_length);
  read("supplies_session_ids", options.supplies_session_ids);
  read("crosses_origins", options.crosses_origins);
  read("info_timeout", options.info_timeout);
  read("transport_timeout", options.transport_timeout);
  read("send_timeout", options.send_timeout);
  read("flush_timeout", options.flush_timeout);
  read("max_frame_bytes", options.max_frame_bytes);
  read("max_messages_per_frame", options.max_messages_per_frame);
  read("max_send_buffer_bytes", options.max_send_buffer_bytes);
  read("max_post_bytes", options.max_post_bytes);
  if (given.contains("silence_timeout")) options.silence_timeout = given["silence_timeout"].get<Time>();
  if (given.contains("transports")) options.selected = transports_from(given["transports"]);
  if (given.contains("supported")) options.supported = transports_from(given["supported"]);
  return options;
}

bool consists_of(std::string_view text, std::size_t length, std::string_view alphabet) {
  return text.size() == length && text.find_first_not_of(alphabet) == std::string_view::npos;
}

// The last part of a URL's path, which is cut off.
std::string_view take_last_part(std::string_view& url) {
  const std::size_t slash = url.rfind('/');
  const std::string_view part = url.substr(slash + 1);
  url = url.substr(0, slash);
  return part;
}

}  // namespace

SockJsPlayer::SockJsPlayer(const json& options, std::uint64_t seed)
    : options_(options_from(options)), session_(options_, seed) {}

json SockJsPlayer::result_of(const json& input, Time now) {
  const auto kind = input.at(0).get<std::string>();
  const auto text = [&](std::size_t i) { return octets_from(input.at(i)); };
  const auto id = [&] { return input.at(1).get<ExchangeId>(); };
  const auto refused_or_done = [](const Result<Done>& result) {
    return result ? json() : json(std::string(name_of(result.error())));
  };
  if (kind == "open") return session_.open(now), json();
  if (kind == "timeout") return session_.handle_timeout(now), json();
  if (kind == "hide_page") return session_.hide_page(), json();
  if (kind == "expect_no_heartbeats") return session_.expect_no_heartbeats(), json();
  if (kind == "supply_session_id") return session_.supply_session_id(text(1), now), json();
  if (kind == "send") return refused_or_done(session_.send(text(1), now));
  if (kind == "close") return refused_or_done(session_.close(input.at(1), text(2), now));
  if (kind == "response") return session_.handle_response(id(), input.at(2), now), json();
  if (kind == "bytes") return take_bytes(id(), text(2), now), json();
  if (kind == "message") return session_.handle_message(id(), text(2), now), json();
  if (kind == "ended" || kind == "failed") {
    const bool is_socket = input.size() > 2;
    const std::string reason = input.size() > 3 ? text(3) : "";
    const auto code = is_socket ? input.at(2).get<std::uint16_t>() : std::uint16_t{0};
    return session_.handle_ended(id(), {kind == "ended", code, reason}, now), json();
  }
  throw std::invalid_argument("no such input: " + kind);
}

json SockJsPlayer::outputs() {
  json all = json::array();
  while (const auto output = session_.poll_output()) all.push_back(json_output(*output));
  return all;
}

json SockJsPlayer::deadline() const {
  const auto next = session_.poll_timeout();
  return next ? json{thousandths(next->at), dues[static_cast<std::size_t>(next->reason)]} : json();
}

json SockJsPlayer::json_output(const ClientOutput& output) {
  return std::visit(
      Overloaded{
          [&](const OpenExchange& it) {
            json open = {"open_exchange", it.exchange, kinds[static_cast<std::size_t>(it.kind)],
                         without_chance(it.kind, it.url)};
            if (!it.body.empty()) open.push_back(octets_to(it.body));
            return open;
          },
          [](const SendText& it) {
            return json{"send_text", it.exchange, octets_to(it.text)};
          },
          [](const EndExchange& it) {
            return json{"end_exchange", it.exchange, it.code};
          },
          [](const SessionIdWanted&) { return json::array({"session_id_wanted"}); },
          [](const Released&) { return json::array({"released"}); },
          [](const Opened& it) {
            return json{"opened", traits_of(it.transport).name};
          },
          [](const MessageReceived& it) {
            return json::array({"message", octets_to(it.text)});
          },
          [](const HeartbeatReceived&) { return json::array({"heartbeat"}); },
          [](const TransportPassedOver& it) {
            return json{"passed_over", traits_of(it.transport).name, std::string(name_of(it.why)), it.code};
          },
          [](const Closed& it) {
            json more = json::object();
            if (it.why) more["why"] = std::string(name_of(*it.why));
            if (it.status != 0) more["status"] = it.status;
            if (it.unconfirmed != 0) more["unconfirmed"] = it.unconfirmed;
            if (it.while_fetching_info) more["while_fetching_info"] = true;
            json closed = {"closed", it.code, octets_to(it.reason), it.was_clean};
            if (!more.empty()) closed.push_back(std::move(more));
            return closed;
          },
      },
      output);
}

// What chance has chosen becomes a placeholder, where it is as it should be.
std::string SockJsPlayer::without_chance(ExchangeKind kind, std::string_view url) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view digits = "0123456789";
  const std::size_t query = std::min(url.find('?'), url.size());
  if (kind == ExchangeKind::info || kind == ExchangeKind::probe) {
    const std::size_t value = url.rfind("t=") + 2;
    const bool is_new = consists_of(url.substr(value), 8, std::string(letters).append(digits));
    return std::string(url.substr(0, value)) + (is_new ? "{t}" : "not as it should be");
  }
  std::string_view base = url.substr(0, query);
  const std::string_view endpoint = take_last_part(base);
  const std::string_view session = take_last_part(base);
  std::string server(take_last_part(base));
  if (options_.server.empty() && consists_of(server, 3, digits) && (server_.empty() || server_ == server)) {
    server_ = server;
    server = "{server}";
  }
  std::string session_name(session);
  if (!options_.supplies_session_ids &&
      consists_of(session, options_.session_id_length, std::string(letters).append("012345"))) {
    const std::string next = "{session " + std::to_string(sessions_.size() + 1) + "}";
    session_name = sessions_.emplace(session, next).first->second;
  }
  std::string text(base);
  for (const std::string_view part : {std::string_view(server), std::string_view(session_name), endpoint})
    (text += '/') += part;
  return text.append(url.substr(query));
}

}  // namespace hoofbeat::test
