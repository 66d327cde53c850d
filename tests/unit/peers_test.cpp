#include <catch2/catch.hpp>

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <hoofbeat/client/session.hpp>

#include "recordings.hpp"

// A client must live with all that real brokers do: each recorded case is replayed into a session.

namespace {

using namespace hoofbeat;
using namespace hoofbeat::test;
using namespace std::string_literals;
using Kind = Recording::Event::Kind;

enum class Start { opening, connecting, connected, disconnecting };

/// What the recording client had done before the events came.
Start start_of(const Recording& recording) {
  static const std::set<std::string> handshakes{"no-subprotocol",      "connect-1.2",
                                                "connect-1.1",         "connect-no-accept-version",
                                                "connect-bad-version", "connect-proto-v10-only,accept1.2",
                                                "STOMP-command",       "connect-CRLF",
                                                "connect-binary",      "bad-login",
                                                "bad-command-first",   "send-before-connect"};
  const bool failed = !recording.events.empty() && recording.events.front().kind == Kind::failed;
  if (failed) return Start::opening;
  if (handshakes.count(recording.name) == 1) return Start::connecting;
  return recording.name.starts_with("disconnect-") ? Start::disconnecting : Start::connected;
}

/// Why the session gives a connection up for a violation, by broker and case; in no other case may it.
const std::map<std::pair<std::string, std::string>, ErrorCode> violations{
    // ERROR in answer to CONNECT. The client did not say CONNECT in the last two, which a session always does.
    {{"amq", "connect-bad-version"}, ErrorCode::connection_refused_by_broker},
    {{"rabbit", "connect-bad-version"}, ErrorCode::connection_refused_by_broker},
    {{"rabbit", "bad-login"}, ErrorCode::connection_refused_by_broker},
    {{"amq", "bad-command-first"}, ErrorCode::connection_refused_by_broker},
    {{"rabbit", "bad-command-first"}, ErrorCode::connection_refused_by_broker},
    {{"spring", "bad-command-first"}, ErrorCode::connection_refused_by_broker},
    {{"amq", "send-before-connect"}, ErrorCode::connection_refused_by_broker},
    {{"rabbit", "send-before-connect"}, ErrorCode::connection_refused_by_broker},
    {{"spring", "send-before-connect"}, ErrorCode::connection_refused_by_broker},
    // No answer at all: ActiveMQ passes over binary messages, Spring is silent where no version is common.
    {{"amq", "connect-binary"}, ErrorCode::connected_timeout},
    {{"spring", "connect-no-accept-version"}, ErrorCode::connected_timeout},
    {{"spring", "connect-bad-version"}, ErrorCode::connected_timeout},
};

/// What a session told while it was replayed.
struct Told {
  std::size_t connected = 0, messages = 0, unhandled_messages = 0, receipts = 0, disconnected = 0, errors = 0;
  std::size_t heart_beats = 0, ended = 0, reconnecting = 0, opened = 0, transmitted = 0, closed = 0,
              unhandled_frames = 0;
  std::vector<ErrorCode> failures;
  std::map<std::string, std::string> headers;  // of the last MESSAGE
  std::string body, ack;
  stomp::HeartBeat heart_beat;
  stomp::Version version = stomp::Version::none;
};

void note_message(Told& told, const stomp::FrameView& frame, std::int32_t ack_header) {
  told.headers.clear();
  for (const auto& header : frame.headers) told.headers.emplace(header.name, header.value);
  told.body = frame.body;
  told.ack = ack_header < 0 ? "" : frame.headers[static_cast<std::size_t>(ack_header)].value;
}

class Replay {
 public:
  Replay(const Recording& recording, bool octet_by_octet, const std::string& connected_frame)
      : recording_(recording), octet_by_octet_(octet_by_octet), session_(options(recording), 1) {
    begin(connected_frame);
  }

  void play();
  void let_time_pass() {
    const auto due = session_.poll_timeout();
    REQUIRE(due);
    now_ = due->at;
    session_.handle_timeout(now_);
    drain();
  }
  void feed(const std::string& octets);
  Told& told() { return told_; }
  client::Session& session() { return session_; }
  Time now() const { return now_; }
  void drain();

 private:
  static client::Options options(const Recording& recording) {
    client::Options options;
    options.heart_beat = recording.name == "connect-1.2" ? stomp::HeartBeat{7000, 4000} : stomp::HeartBeat{0, 0};
    return options;
  }
  void begin(const std::string& connected_frame);

  const Recording& recording_;
  bool octet_by_octet_;
  client::Session session_;
  Time now_ = 0;
  client::TransportId transport_ = 0;
  std::deque<std::string> inputs_;  // views of them may wait in the queue
  Told told_;
};

void Replay::begin(const std::string& connected_frame) {
  const Start start = start_of(recording_);
  session_.activate(now_);
  drain();
  if (start == Start::opening) return;
  session_.handle_transport_opened(transport_, now_);
  drain();
  if (start == Start::connecting) return;
  feed(connected_frame);
  REQUIRE(session_.connected());
  for (const auto* id : {"s0", "a", "b", "dot*", "sl*", "gt", "hash", "starstar"}) {
    const std::vector<stomp::Header> headers{{"destination", "/topic/any"}, {"id", id}};
    REQUIRE(session_.subscribe(headers, now_));
  }
  if (start == Start::disconnecting) {
    const std::vector<stomp::Header> headers{{"receipt", "bye"}};
    session_.deactivate(headers, false, now_);
  }
  drain();
  told_ = Told();
}

void Replay::feed(const std::string& octets) {
  if (octet_by_octet_) {
    for (std::size_t i = 0; i < octets.size(); ++i) {
      inputs_.push_back(octets.substr(i, 1));
      session_.handle_bytes(transport_, inputs_.back(), i + 1 == octets.size(), now_);
      drain();
    }
  } else {
    inputs_.push_back(octets);
    session_.handle_bytes(transport_, inputs_.back(), true, now_);
    drain();
  }
}

void Replay::drain() {
  while (const auto output = session_.poll_output())
    std::visit(
        [&](const auto& it) {
          using Output = std::decay_t<decltype(it)>;
          if constexpr (std::is_same_v<Output, client::OpenTransport>) ++told_.opened, transport_ = it.transport;
          if constexpr (std::is_same_v<Output, client::Transmit>) ++told_.transmitted;
          if constexpr (std::is_same_v<Output, client::CloseTransport>) ++told_.closed;
          if constexpr (std::is_same_v<Output, client::Connected>)
            ++told_.connected, told_.heart_beat = it.heart_beat, told_.version = it.version;
          if constexpr (std::is_same_v<Output, client::Message>)
            ++told_.messages, note_message(told_, it.frame, it.ack_header);
          if constexpr (std::is_same_v<Output, client::UnhandledMessage>)
            ++told_.unhandled_messages, note_message(told_, it.frame, it.ack_header);
          if constexpr (std::is_same_v<Output, client::UnhandledReceipt>) ++told_.receipts;
          if constexpr (std::is_same_v<Output, client::Disconnected>) ++told_.disconnected;
          if constexpr (std::is_same_v<Output, client::BrokerError>) ++told_.errors;
          if constexpr (std::is_same_v<Output, client::UnhandledFrame>) ++told_.unhandled_frames;
          if constexpr (std::is_same_v<Output, client::HeartBeatReceived>) ++told_.heart_beats;
          if constexpr (std::is_same_v<Output, client::Failed>) told_.failures.push_back(it.code);
          if constexpr (std::is_same_v<Output, client::ConnectionEnded>) ++told_.ended;
          if constexpr (std::is_same_v<Output, client::Reconnecting>) ++told_.reconnecting;
        },
        *output);
  inputs_.clear();
}

void Replay::play() {
  for (const auto& event : recording_.events) {
    now_ += 1;
    if (event.kind == Kind::message) feed(*event.text);
    if (event.kind == Kind::close) session_.handle_transport_closed(transport_, now_);
    drain();
    if (event.kind == Kind::ack_header && event.text) {
      std::string ack;
      REQUIRE_FALSE(stomp::unescape(stomp::Escaping::v1_2, *event.text, ack));
      CHECK(told_.ack == ack);
    } else if (event.kind == Kind::ack_header) {
      CHECK(told_.ack.empty());
    }
  }
}

void everything_is_reported(const Recording& recording, const Told& told) {
  const std::size_t unhandled = recording.broker == "rabbit" && recording.name == "reply-to-temp" ? 1 : 0;
  CHECK(told.connected == recording.count("CONNECTED"));
  CHECK(told.messages + told.unhandled_messages == recording.count("MESSAGE"));
  CHECK(told.unhandled_messages == unhandled);
  CHECK(told.receipts + told.disconnected == recording.count("RECEIPT"));
  CHECK(told.errors == recording.count("ERROR"));
  CHECK(told.unhandled_frames == 0);
  CHECK(told.heart_beats == 0);  // an EOL behind a frame is none
}

void only_known_violations(const Recording& recording, const Told& told) {
  std::vector<ErrorCode> found;
  for (const ErrorCode code : told.failures)
    if (condition_of(code) == Condition::protocol) found.push_back(code);
  const auto expected = violations.find({recording.broker, recording.name});
  CHECK(found == (expected == violations.end() ? std::vector<ErrorCode>{} : std::vector{expected->second}));
}

// Where the broker stayed open.
void goes_on(const Recording& recording, Replay& replay) {
  const bool doubtful = !recording.events.empty() && recording.events.back().kind == Kind::message &&
                        recording.events.back().text->starts_with("ERROR\n");
  CHECK(replay.session().connected() != doubtful);
  const std::vector<stomp::Header> headers{{"destination", "/topic/any"}};
  CHECK(replay.session().publish(headers, {}, replay.now()));
  const std::size_t transmitted = replay.told().transmitted;
  replay.drain();
  CHECK(replay.told().transmitted == transmitted + 1);
  replay.feed("\n");
  CHECK(replay.told().heart_beats == 1);
  CHECK(replay.session().connected());
  CHECK(replay.told().failures.empty());
}

void comes_back(const Recording& recording, Replay& replay) {
  CHECK(replay.told().ended == 1);
  CHECK_FALSE(replay.session().connected());
  if (start_of(recording) == Start::disconnecting) {
    CHECK(replay.session().activation() == client::Activation::inactive);
    CHECK(replay.told().failures.empty());
    return;
  }
  CHECK(replay.told().failures.size() == 1);
  CHECK(replay.told().reconnecting == 1);
  const std::size_t opened = replay.told().opened;
  replay.let_time_pass();
  CHECK(replay.told().opened == opened + 1);
}

// The session closes itself, for RECEIPT and ERROR; or nothing came, and a deadline passes.
void closes_by_itself(Replay& replay) {
  if (replay.told().closed == 0) replay.let_time_pass();
  REQUIRE(replay.told().closed == 1);
  replay.let_time_pass();
  CHECK(replay.told().ended == 1);
}

void lives_with(const Recording& recording, bool octet_by_octet, const std::string& connected_frame) {
  Replay replay(recording, octet_by_octet, connected_frame);
  replay.play();
  everything_is_reported(recording, replay.told());
  if (recording.closes()) {
    comes_back(recording, replay);
  } else if (start_of(recording) == Start::connected || replay.told().connected == 1) {
    goes_on(recording, replay);
  } else {
    closes_by_itself(replay);
  }
  only_known_violations(recording, replay.told());
}

const Recording& find(const std::vector<Recording>& recordings, const std::string& name) {
  for (const auto& recording : recordings)
    if (recording.name == name) return recording;
  FAIL("no case " << name);
  return recordings.front();
}

/// The broker's CONNECTED in this version, as it was recorded.
std::string connected_frame(const std::vector<Recording>& recordings, const std::string& version) {
  std::string frame = *find(recordings, "connect-1.2").events.front().text;
  return frame.replace(frame.find("version:1.2") + 8, 3, version);
}

Told told_by(const std::vector<Recording>& recordings, const std::string& name) {
  Replay replay(find(recordings, name), false, connected_frame(recordings, "1.2"));
  replay.play();
  return replay.told();
}

}  // namespace

TEST_CASE("the session lives with what Spring, RabbitMQ and ActiveMQ were seen to do", "[peers]") {
  // Catch2 comes here once for each section.
  static const std::map<std::string, std::vector<Recording>> brokers{{"spring", load_recordings("spring")},
                                                                     {"rabbit", load_recordings("rabbit")},
                                                                     {"amq", load_recordings("amq")}};
  for (const auto& [broker, recordings] : brokers) {
    REQUIRE(recordings.size() == 65);
    for (const auto& recording : recordings) DYNAMIC_SECTION(broker << ": " << recording.name) {
        const auto connected = connected_frame(recordings, recording.name == "escape-1.0" ? "1.0" : "1.2");
        SECTION("in whole messages") { lives_with(recording, false, connected); }
        SECTION("octet by octet") { lives_with(recording, true, connected); }
      }
  }
}

TEST_CASE("what the brokers sent is understood as it was meant", "[peers]") {
  for (const auto* broker : {"spring", "rabbit", "amq"}) {
    INFO(broker);
    const auto recordings = load_recordings(broker);
    const auto told = [&](const char* name) { return told_by(recordings, name); };
    CHECK(told("escape-1.2").headers["x:k"] == "a:b\nc\\d\re");
    CHECK(told("header-value-unescaped-colon").headers["k"] == "a:b");
    CHECK(told("header-repeated").headers["k"] == "first");
    CHECK(told("header-spaces-empty").headers["k"] == " lead trail ");
    CHECK(told("header-spaces-empty").headers.at("empty").empty());
    CHECK(told("header-utf8").headers["k\xC3\xA9"] == "\xE2\x82\xAC");
    CHECK(told("header-utf8").body == "\xF0\x9F\x98\x80");
    CHECK(told("body-NUL-with-cl").body == "ab\0cd"s);
    CHECK(told("body-NUL-no-cl").body == "ab");
    CHECK(told("size-15K").body == std::string(15'000, 'z'));
    CHECK(told("connect-1.1").version == stomp::Version::v1_1);
  }
}

TEST_CASE("heart-beats agreed with the brokers: 7000,4000 was offered", "[peers]") {
  const auto agreed = [](const char* broker) {
    return told_by(load_recordings(broker), "connect-1.2").heart_beat;
  };
  CHECK(agreed("spring") == stomp::HeartBeat{10'000, 10'000});
  CHECK(agreed("rabbit") == stomp::HeartBeat{7000, 4000});
  CHECK(agreed("amq") == stomp::HeartBeat{7000, 4000});
}

TEST_CASE("texts that were shortened are filled up to their length", "[peers]") {
  std::size_t filled = 0;
  for (const auto* broker : {"spring", "rabbit", "amq"})
    for (const auto& recording : load_recordings(broker))
      for (const auto& event : recording.events) {
        if (event.kind != Kind::message || event.text->size() < 1000) continue;
        ++filled;
        CHECK(event.text->find("...(") == std::string::npos);
        CHECK(event.text->find('\0') >= event.text->size() - 2);
      }
  CHECK(filled == 30);
  CHECK(completed("A\n\nab...(14)...yz\0"s, 14) == "A\n\nabzzzzzzyz\0"s);
  CHECK(completed("A\ncontent-length...(31)...yz\0\n"s, 31) == "A\ncontent-length:9\n\nzzzzzzzyz\0\n"s);
  CHECK(completed("short\0"s, 6) == "short\0"s);
}
