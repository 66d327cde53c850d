#include <catch2/catch.hpp>

#include "sockjs_scene.hpp"

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;
using Parts = std::vector<std::string>;

namespace {

std::string json_of(std::size_t size) { return "[\"" + std::string(size, 'x') + "\"]"; }

}  // namespace

TEST_CASE("each receiver dresses frames in its own way") {
  const auto [target, method, type, open, message] =
      GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
          {"xhr", "POST", "application/javascript; charset=UTF-8", "o\n", "a[\"%\\\"</s>\"]\n"},
          {"xhr_streaming", "POST", "application/javascript; charset=UTF-8", "o\n", "a[\"%\\\"</s>\"]\n"},
          {"eventsource", "GET", "text/event-stream", "data: o\r\n\r\n", "data: a[\"%25\\\"</s>\"]\r\n\r\n"},
          {"htmlfile?c=cb", "GET", "text/html; charset=UTF-8", "<script>\np(\"o\");\n</script>\r\n",
           "<script>\np(\"a[\\\"%\\\\\\\"<\\/s>\\\"]\");\n</script>\r\n"},
          {"jsonp?c=cb", "GET", "application/javascript; charset=UTF-8", "/**/cb(\"o\");\r\n",
           "/**/cb(\"a[\\\"%\\\\\\\"<\\/s>\\\"]\");\r\n"},
      }));
  INFO(target);
  SockJsScene scene;
  const HttpRequest request{.method = method, .target = "/echo/000/a/" + target};
  RequestId receiver = scene.request(request);
  CHECK(scene.answer(receiver).header("Content-Type") == type);
  CHECK(scene.take_parts(receiver).back() == open);
  const bool is_polling = scene.answer(receiver).ended;
  CHECK(is_polling != scene.answer(receiver).response->streamed);
  if (is_polling) receiver = scene.request(request);
  scene.post("/echo/000/a/xhr_send", R"(["%\"</s>"])");
  CHECK(scene.take_parts(receiver) == Parts{message});
  CHECK(scene.answer(receiver).ended == is_polling);
}

TEST_CASE("a streamed response begins with its prelude, a chunk by itself") {
  SockJsScene scene;
  CHECK(scene.answer(scene.post("/echo/000/a/xhr_streaming")).parts[0] == xhr_prelude);
  CHECK(scene.answer(scene.get("/echo/000/b/eventsource")).parts[0] == "\r\n");
  const std::string page = scene.answer(scene.get("/echo/000/c/htmlfile?callback=a.b")).parts[0];
  CHECK(page.size() >= 1024);
  CHECK(page.find("var c = parent.a.b;\n") != std::string::npos);
}

TEST_CASE("the messages of one input are one frame") {
  SockJsScene scene;
  const RequestId stream = scene.post("/echo/000/a/xhr_streaming");
  scene.take_parts(stream);
  scene.post("/echo/000/a/xhr_send", R"(["a","b","c"])");
  CHECK(scene.take_parts(stream) == Parts{"a[\"a\",\"b\",\"c\"]\n"});
}

TEST_CASE("a streamed response ends at its limit, the prelude not counted, and nothing is lost") {
  SockJsScene scene;
  const RequestId first = scene.post("/echo/000/a/xhr_streaming");
  // "o\n" and two frames of 2047 octets: the limit of the test services is 4096.
  scene.post("/echo/000/a/xhr_send", json_of(2047 - 6));
  CHECK_FALSE(scene.answer(first).ended);
  scene.post("/echo/000/a/xhr_send", json_of(2047 - 6));
  CHECK(scene.answer(first).ended);
  scene.post("/echo/000/a/xhr_send", R"(["x"])");
  const RequestId second = scene.post("/echo/000/a/xhr_streaming");
  CHECK(scene.take_parts(second) == Parts{xhr_prelude, "a[\"x\"]\n"});
  CHECK_FALSE(scene.answer(second).ended);
}

TEST_CASE("STOMP's service streams as much as the settings say") {
  Settings settings;
  settings.sockjs.streaming_limit = 10;
  SockJsScene scene(settings);
  const RequestId stream = scene.post("/ws/000/a/xhr_streaming");
  CHECK_FALSE(scene.answer(stream).ended);
  scene.post("/ws/000/a/xhr_send", R"(["CONNECT\naccept-version:1.2\n\n\u0000"])");
  CHECK(scene.answer(stream).ended);
}

TEST_CASE("a receiver that takes nothing is handed no more than its window") {
  SockJsScene scene;
  const RequestId stream = scene.post("/ws/000/a/xhr_streaming");
  scene.post("/ws/000/a/xhr_send", R"(["CONNECT\naccept-version:1.2\n\n\u0000"])");
  scene.post("/ws/000/a/xhr_send", R"(["SUBSCRIBE\nid:1\ndestination:/topic/a\n\n\u0000"])");
  scene.take_parts(stream);
  scene.stall();
  const std::string send = "[\"SEND\\ndestination:/topic/a\\n\\n" + std::string(10'000, 'x') + "\\u0000\"]";
  for (int i = 0; i < 50; ++i) scene.post("/ws/000/a/xhr_send", send);
  const std::size_t handed = scene.take_parts(stream).size();
  CHECK(handed >= 5);
  CHECK(handed <= 8);
  scene.resume();
  std::size_t messages = handed;
  for (const std::string& part : scene.take_parts(stream)) {
    for (auto at = part.find("MESSAGE\\n"); at != std::string::npos; at = part.find("MESSAGE\\n", at + 1))
      ++messages;
    CHECK(part.size() < 150'000);
  }
}
