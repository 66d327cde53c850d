#include <catch2/catch.hpp>

#include "scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;

TEST_CASE("CONNECT agrees on the newest common version") {
  const auto [offered, agreed] = GENERATE(table<std::string, std::string>({{"1.0", "1.0"},
                                                                           {"1.1", "1.1"},
                                                                           {"1.2", "1.2"},
                                                                           {"1.0,1.1,1.2", "1.2"},
                                                                           {"1.1, 1.0", "1.1"},
                                                                           {"1.2,9.9", "1.2"}}));
  Scene scene;
  Peer peer(scene);
  peer.frame("CONNECT", {{"accept-version", offered}, {"host", "/"}});
  const ReceivedFrame connected = peer.take_one();
  CHECK(connected.command == "CONNECTED");
  CHECK(connected["version"] == agreed);
  CHECK(connected["server"].starts_with("hoofbeat/"));
  CHECK_FALSE(connected["session"].empty());
  CHECK_FALSE(connected.has("user-name"));
  CHECK(connected["heart-beat"] == (agreed == "1.0" ? "0,0" : "100,100"));
  CHECK_FALSE(peer.closed());
}

TEST_CASE("no accept-version means 1.0") {
  Scene scene;
  Peer peer(scene);
  peer.frame("CONNECT", {});
  CHECK(peer.take_one()["version"] == "1.0");
}

TEST_CASE("the STOMP frame connects as CONNECT does, without host") {
  Scene scene;
  Peer peer(scene);
  peer.frame("STOMP", {{"accept-version", "1.2"}});
  CHECK(peer.take_one().command == "CONNECTED");
}

TEST_CASE("each session has an id of its own") {
  Scene scene;
  Peer first(scene), second(scene);
  first.frame("CONNECT", {});
  second.frame("CONNECT", {});
  CHECK(first.take_one()["session"] != second.take_one()["session"]);
}

TEST_CASE("without a common version: ERROR with the server's versions") {
  const std::string offered = GENERATE("9.9", "", "1.3,2.0");
  Scene scene;
  Peer peer(scene);
  peer.frame("CONNECT", {{"accept-version", offered}});
  const ReceivedFrame error = peer.take_error();
  CHECK(error["error-code"] == "no_common_version");
  CHECK(error["version"] == "1.2,1.1,1.0");
  CHECK(error.body.find("1.2,1.1,1.0") != std::string::npos);
  CHECK(peer.closed()->code == 1002);
}

TEST_CASE("the first frame is CONNECT") {
  Scene scene;
  Peer peer(scene);
  peer.frame("SEND", {{"destination", "/topic/a"}, {"receipt", "r"}}, "x");
  const ReceivedFrame error = peer.take_error();
  CHECK(error["error-code"] == "unexpected_frame");
  CHECK(error["receipt-id"] == "r");
  CHECK(error.body.find("'SEND'") != std::string::npos);
  CHECK(peer.closed()->code == 1002);
}

TEST_CASE("a second CONNECT is an error") {
  const std::string command = GENERATE("CONNECT", "STOMP");
  Scene scene;
  Peer peer(scene);
  peer.connect().frame(command, {{"accept-version", "1.2"}, {"host", "/"}});
  CHECK(peer.take_error()["error-code"] == "unexpected_frame");
}

TEST_CASE("CONNECT that does not come in time is an error") {
  Settings settings;
  settings.connect_timeout = 3000;
  Scene scene(settings);
  Peer peer(scene);
  peer.octets("CONNECT\naccept-ver", false);
  scene.pass(2999);
  CHECK_FALSE(peer.closed());
  scene.pass(1);
  CHECK(peer.take_error()["error-code"] == "connect_timeout");
  CHECK(peer.closed()->code == 1002);
}

TEST_CASE("a session that connected in time has no such deadline") {
  Scene scene;
  Peer peer(scene);
  peer.connect("1.2", {{"heart-beat", "0,0"}});
  scene.pass(1'000'000);
  CHECK_FALSE(peer.closed());
  CHECK_FALSE(scene.broker.poll_timeout());
}

TEST_CASE("users: only login and passcode of one of them are let in") {
  Settings settings;
  settings.users = {{"ada", "lovelace"}, {"grace", "hopper"}};
  Scene scene(settings);
  SECTION("right") {
    Peer peer(scene);
    peer.frame("CONNECT", {{"accept-version", "1.2"}, {"login", "grace"}, {"passcode", "hopper"}});
    const ReceivedFrame connected = peer.take_one();
    CHECK(connected.command == "CONNECTED");
    CHECK(connected["user-name"] == "grace");
  }
  SECTION("wrong") {
    const auto headers = GENERATE(
        HeaderList{}, HeaderList{{"login", "ada"}}, HeaderList{{"login", "ada"}, {"passcode", "hopper"}},
        HeaderList{{"login", "ada"}, {"passcode", "lovelac"}},
        HeaderList{{"login", "ada"}, {"passcode", "lovelacf"}}, HeaderList{{"login", ""}, {"passcode", ""}});
    Peer peer(scene);
    peer.frame("CONNECT", headers);
    const ReceivedFrame error = peer.take_error();
    CHECK(error["message"] == "Access refused");
    CHECK(error["error-code"] == "access_refused");
    CHECK(peer.closed()->code == 1008);
  }
}

TEST_CASE("without users anybody is let in, and told who it is") {
  Scene scene;
  Peer peer(scene);
  peer.frame("CONNECT", {{"accept-version", "1.2"}, {"login", "ada:c\\d"}, {"passcode", "x"}});
  // Handshake frames are never escaped.
  CHECK(octets_of(peer.take_raw().at(0)).find("\nuser-name:ada:c\\d\n") != std::string::npos);
}

TEST_CASE("a heart-beat that is not two numbers is an error") {
  const std::string value = GENERATE("abc,def", "1", " ", "-1,5", "1,2,3", "1 2,0");
  Scene scene;
  Peer peer(scene);
  peer.frame("CONNECT", {{"accept-version", "1.2"}, {"heart-beat", value}});
  CHECK(peer.take_error()["error-code"] == "invalid_heart_beat");
}

TEST_CASE("beyond max_sessions connections are sent away, and let in when one is free") {
  Settings settings;
  settings.limits.max_sessions = 2;
  Scene scene(settings);
  Peer first(scene), second(scene), third(scene);
  first.connect();
  CHECK(third.take_error()["error-code"] == "too_many_sessions");
  CHECK(third.closed()->code == 1013);
  CHECK_FALSE(second.closed());
  second.vanish();
  Peer fourth(scene);
  fourth.connect();
  CHECK(scene.broker.sessions() == 2);
}

TEST_CASE("calls for connections that are not open are ignored") {
  Scene scene;
  scene.broker.handle_bytes(77, "CONNECT\n\n", true, scene.now);
  scene.broker.handle_sent(77, 5, scene.now);
  scene.broker.handle_closed(77, scene.now);
  CHECK_FALSE(scene.broker.poll_output());

  Peer peer(scene);
  peer.connect().frame("DISCONNECT", {});
  CHECK(peer.closed()->code == 1000);
  peer.octets("SEND\ndestination:/topic/a\nreceipt:r\n\n");
  peer.vanish();
  CHECK(peer.take().empty());
}

TEST_CASE("DISCONNECT is answered with its RECEIPT, then the connection closes normally") {
  Scene scene;
  Peer peer(scene);
  peer.connect().frame("DISCONNECT", {{"receipt", "bye"}});
  const ReceivedFrame receipt = peer.take_one();
  CHECK(receipt.command == "RECEIPT");
  CHECK(receipt["receipt-id"] == "bye");
  CHECK(peer.closed()->code == 1000);
  CHECK(scene.broker.sessions() == 0);
}

TEST_CASE("frames behind DISCONNECT in the same message are not looked at") {
  using namespace std::literals;
  Scene scene;
  Peer peer(scene), other(scene);
  other.connect().subscribe("a", "/topic/a");
  peer.connect().octets("DISCONNECT\n\n\0SEND\ndestination:/topic/a\n\nx\0"sv);
  CHECK(peer.closed()->code == 1000);
  CHECK(other.take().empty());
}
