#include <catch2/catch.hpp>

#include <map>

#include <hoofbeat/client/session.hpp>

#include "json_octets.hpp"
#include "transcripts.hpp"
#include "vector_files.hpp"

// Format: tests/vectors/session/README.md.

namespace {

using namespace hoofbeat;
using nlohmann::json;
using test::octets_from;
using test::octets_to;
using test::Overloaded;
using test::thousandths;

client::Options options_from(const json& given) {
  client::Options options;
  const auto number = [&](const char* name, auto& option) {
    if (given.contains(name)) given.at(name).get_to(option);
  };
  if (given.contains("versions")) {
    options.versions = {};
    for (const auto& version : given["versions"])
      options.versions.insert(*stomp::parse_version(version.get<std::string>()));
  }
  if (given.contains("host")) {
    options.host.reset();
    if (!given["host"].is_null()) options.host = given["host"].get<std::string>();
  }
  if (given.contains("connect_headers"))
    for (const auto& header : given["connect_headers"])
      options.connect_headers.emplace_back(octets_from(header[0]), octets_from(header[1]));
  if (given.contains("heart_beat")) options.heart_beat = {given["heart_beat"][0], given["heart_beat"][1]};
  if (given.value("reconnect_growth", "fixed") == "exponential")
    options.reconnect.growth = client::DelayGrowth::exponential;
  number("heart_beat_tolerance", options.heart_beat_tolerance);
  number("connection_timeout", options.connection_timeout);
  number("connected_timeout", options.connected_timeout);
  number("receipt_timeout", options.receipt_timeout);
  number("disconnect_timeout", options.disconnect_timeout);
  number("close_timeout", options.close_timeout);
  number("error_timeout", options.error_timeout);
  number("wake_grace", options.wake_grace);
  number("nul_may_be_missing", options.nul_may_be_missing);
  number("reconnect_delay", options.reconnect.delay);
  number("max_reconnect_delay", options.reconnect.max_delay);
  number("reconnect_jitter", options.reconnect.jitter);
  number("max_reconnect_attempts", options.reconnect.max_attempts);
  number("max_frame_bytes", options.limits.max_frame_bytes);
  number("max_body_bytes", options.limits.max_body_bytes);
  number("max_line_bytes", options.limits.max_line_bytes);
  number("max_headers", options.limits.max_headers);
  number("max_subscriptions", options.max_subscriptions);
  number("max_receipts", options.max_receipts);
  return options;
}

std::string_view name_of(client::Due due) {
  switch (due) {
    case client::Due::connection_timeout: return "connection_timeout";
    case client::Due::connected_timeout: return "connected_timeout";
    case client::Due::heart_beat_lost: return "heart_beat_lost";
    case client::Due::error_timeout: return "error_timeout";
    case client::Due::receipt_timeout: return "receipt_timeout";
    case client::Due::disconnect_timeout: return "disconnect_timeout";
    case client::Due::close_timeout: return "close_timeout";
    case client::Due::reconnect: return "reconnect";
    case client::Due::heart_beat: return "heart_beat";
    case client::Due::count_: break;
  }
  return "";
}

std::string_view name_of(client::Activation activation) {
  switch (activation) {
    case client::Activation::active: return "active";
    case client::Activation::deactivating: return "deactivating";
    case client::Activation::inactive: return "inactive";
  }
  return "";
}

json json_frame(const stomp::FrameView& frame) {
  json headers = json::array();
  for (const auto& header : frame.headers)
    headers.push_back({std::string(header.name), std::string(header.value)});
  return {{"command", std::string(frame.command_text)}, {"headers", headers}, {"body", octets_to(frame.body)}};
}

json json_ack(const stomp::FrameView& frame, std::int32_t header) {
  return header < 0 ? json() : json(std::string(frame.headers[static_cast<std::size_t>(header)].value));
}

/// Feeds a session step by step.
class Player {
 public:
  explicit Player(const json& transcript)
      : session_(options_from(transcript.value("options", json::object())), transcript.value("seed", 1U)) {}

  json result_of(const json& input, Time now);
  json outputs();
  json deadline() const {
    const auto next = session_.poll_timeout();
    return next ? json{thousandths(next->at), name_of(next->reason)} : json();
  }

 private:
  json json_output(const client::Output& output);
  stomp::Headers headers_from(const json& list);
  template <class Value>
  json refused_or(const Result<Value>& result, const json& value) {
    return result ? value : json(std::string(hoofbeat::name_of(result.error())));
  }

  client::Session session_;
  std::vector<std::string> texts_;
  std::vector<stomp::Header> headers_;
  std::map<client::BodyRef, std::string> bodies_;
};

stomp::Headers Player::headers_from(const json& list) {
  texts_.clear();
  headers_.clear();
  for (const auto& header : list)
    for (const auto& text : header) texts_.push_back(octets_from(text));
  for (std::size_t i = 0; i + 1 < texts_.size(); i += 2) headers_.push_back({texts_[i], texts_[i + 1]});
  return headers_;
}

json Player::result_of(const json& input, Time now) {
  const auto kind = input.at(0).get<std::string>();
  const auto text = [&](std::size_t i) { return octets_from(input.at(i)); };
  const auto id = [&] { return input.at(1).get<client::TransportId>(); };
  if (kind == "activate") return session_.activate(now), json();
  if (kind == "retry_now") return session_.retry_now(now), json();
  if (kind == "wake") return session_.wake(now), json();
  if (kind == "force_disconnect") return session_.force_disconnect(now), json();
  if (kind == "timeout") return session_.handle_timeout(now), json();
  if (kind == "deactivate") return session_.deactivate(headers_from(input.at(1)), input.at(2), now), json();
  if (kind == "transport_started") return session_.handle_transport_started(id(), now), json();
  if (kind == "transport_opened") return session_.handle_transport_opened(id(), now), json();
  if (kind == "transport_closed") return session_.handle_transport_closed(id(), now), json();
  if (kind == "message" || kind == "piece") {
    texts_ = {text(2)};
    return session_.handle_bytes(id(), texts_[0], kind == "message", now), json();
  }
  if (kind == "publish") {
    const auto ref = static_cast<client::BodyRef>(bodies_.size() + 1);
    const auto& octets = bodies_[ref] = text(2);
    const bool counted = input.size() < 4 || input[3].value("content_length", true);
    const bool has_nul = octets.find('\0') != std::string::npos;
    return refused_or(session_.publish(headers_from(input.at(1)),
                                       {octets.empty() ? 0 : ref, octets.size(), counted, has_nul}, now),
                      json());
  }
  if (kind == "subscribe") {
    const auto token = session_.subscribe(headers_from(input.at(1)), now);
    return refused_or(token, token ? json{token.value(), std::string(session_.last_id())} : json());
  }
  if (kind == "unsubscribe") {
    const auto token = session_.unsubscribe(text(1), headers_from(input.at(2)), now);
    return refused_or(token, token ? json(token.value()) : json());
  }
  if (kind == "ack") return refused_or(session_.ack(text(1), text(2), headers_from(input.at(3)), now), json());
  if (kind == "nack") return refused_or(session_.nack(text(1), text(2), headers_from(input.at(3)), now), json());
  if (kind == "begin") {
    const auto begun = session_.begin(text(1), headers_from(input.at(2)), now);
    return refused_or(begun, json{"id", std::string(session_.last_id())});
  }
  if (kind == "commit") return refused_or(session_.commit(text(1), headers_from(input.at(2)), now), json());
  if (kind == "abort") return refused_or(session_.abort(text(1), headers_from(input.at(2)), now), json());
  if (kind == "watch_receipt") {
    const auto token = session_.watch_receipt(text(1), now);
    return refused_or(token, token ? json(token.value()) : json());
  }
  throw std::invalid_argument("no such input: " + kind);
}

json Player::outputs() {
  json all = json::array();
  while (const auto output = session_.poll_output()) all.push_back(json_output(*output));
  return all;
}

json Player::json_output(const client::Output& output) {
  using namespace client;
  return std::visit(
      Overloaded{
          [](const OpenTransport& it) -> json {
            return {"open_transport", it.transport};
          },
          [&](const Transmit& it) -> json {
            std::string octets(it.head);
            if (it.body != 0) octets += bodies_.at(it.body) + '\0';
            return {"transmit", it.transport, octets_to(octets)};
          },
          [](const CloseTransport& it) -> json {
            return {"close_transport", it.transport, it.code};
          },
          [](const AbandonTransport& it) -> json {
            return {"abandon_transport", it.transport};
          },
          [](const ActivationChanged& it) -> json {
            return {"activation_changed", name_of(it.activation)};
          },
          [](const Connected& it) -> json {
            const json beat = {it.heart_beat.outgoing, it.heart_beat.incoming};
            return {"connected", json_frame(it.frame), stomp::text_of(it.version), beat};
          },
          [](const Message& it) -> json {
            return {"message", json_frame(it.frame), it.subscription, json_ack(it.frame, it.ack_header)};
          },
          [](const UnhandledMessage& it) -> json {
            return {"unhandled_message", json_frame(it.frame), json_ack(it.frame, it.ack_header)};
          },
          [](const Receipt& it) -> json {
            return {"receipt", json_frame(it.frame), it.receipt};
          },
          [](const UnhandledReceipt& it) -> json {
            return {"unhandled_receipt", json_frame(it.frame)};
          },
          [](const ReceiptLost& it) -> json {
            return {"receipt_lost", it.receipt, std::string(it.id), hoofbeat::name_of(it.why)};
          },
          [](const BrokerError& it) -> json {
            return {"broker_error", json_frame(it.frame)};
          },
          [](const UnhandledFrame& it) -> json {
            return {"unhandled_frame", json_frame(it.frame)};
          },
          [](const BodyPart&) -> json { return json::array({"body_part"}); },
          [](const HeartBeatReceived&) -> json { return json::array({"heart_beat_received"}); },
          [](const HeartBeatLost&) -> json { return json::array({"heart_beat_lost"}); },
          [](const Disconnected& it) -> json {
            return {"disconnected", json_frame(it.frame)};
          },
          [](const Failed& it) -> json {
            return {"failed", hoofbeat::name_of(it.code), it.offset};
          },
          [](const ConnectionEnded& it) -> json {
            return {"connection_ended", it.transport};
          },
          [](const Reconnecting& it) -> json {
            return {"reconnecting", it.attempt, thousandths(it.delay)};
          },
      },
      output);
}

// Octets, which may be written in parts, and numbers in the form that outputs have them in.
json plain(const json& value) {
  if (value.is_number_float()) return thousandths(value.get<double>());
  if (!value.is_structured()) return value;
  json copy = value;
  for (auto& item : copy) item = plain(item);
  if (value.is_object() && value.contains("body")) copy["body"] = octets_to(octets_from(value["body"]));
  if (value.is_array() && value.size() == 3 && value[0] == "transmit") copy[2] = octets_to(octets_from(value[2]));
  return copy;
}

}  // namespace

TEST_CASE("every session transcript plays as written", "[session][transcripts]") {
  // Catch2 comes here once for each section.
  static const auto transcripts = test::load_vectors("session", "transcripts");
  REQUIRE(transcripts.size() >= 70);
  for (const auto& transcript : transcripts) {
    DYNAMIC_SECTION(transcript.at("name").get<std::string>()) {
      Player player(transcript);
      std::size_t number = 0;
      for (const auto& step : transcript.at("steps")) {
        INFO("step " << number++ << ": " << step.at("input").dump());
        const json result = player.result_of(step.at("input"), step.at("at"));
        CHECK(result == step.value("result", json()));
        CHECK(player.outputs().dump(1) == plain(step.value("outputs", json::array())).dump(1));
        if (step.contains("deadline")) CHECK(player.deadline() == plain(step.at("deadline")));
      }
    }
  }
}
