#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <utility>

#include "scene.hpp"

// Clients that do at random what clients may do: whatever happens, each message that a queue accepted is
// acknowledged once, or still there for somebody else, or in the dead letter queue, or in the log as dropped; and
// nothing is left behind.

using namespace hoofbeat::server;
using namespace hoofbeat::server::test;

namespace {

constexpr int queues = 3;

std::string queue_name(int number) { return "/queue/" + std::to_string(number); }

/// A client, and what it believes.
struct Actor {
  explicit Actor(Scene& scene) : peer(scene) { peer.connect(); }

  Peer peer;
  std::set<std::string> subscriptions;
  std::vector<ReceivedFrame> unacknowledged;
  bool in_transaction = false;
  std::vector<std::string> sent_in_transaction;
  std::vector<std::string> acknowledged_in_transaction;
};

class Theatre {
 public:
  explicit Theatre(unsigned seed) : scene_(settings()), dice_(seed) {
    for (int i = 0; i < 5; ++i) actors_.push_back(std::make_unique<Actor>(scene_));
  }

  void play(int acts) {
    for (int i = 0; i < acts; ++i) {
      auto& actor = actors_[static_cast<std::size_t>(roll(5))];
      act(*actor);
      const bool vanishes = roll(40) == 0;
      if (vanishes) actor->peer.vanish();
      read_all();
      if (vanishes || actor->peer.closed()) actor = std::make_unique<Actor>(scene_);
    }
  }

  /// Everybody leaves; somebody takes what is left.
  void finish() {
    for (auto& actor : actors_) {
      actor->peer.vanish();
      read_all();
    }
    Actor reader(scene_);
    for (int i = 0; i < queues; ++i) reader.peer.subscribe(std::to_string(i), queue_name(i));
    reader.peer.subscribe("dead", "/queue/dead-letter");
    for (const auto& message : reader.peer.take()) settle(message.body);
    CHECK(std::includes(accepted_.begin(), accepted_.end(), settled_.begin(), settled_.end()));
    // The dead letter queue may be full too.
    CHECK(settled_.size() + scene_.logged("message_dropped").size() == accepted_.size());
    CHECK(scene_.broker.statistics().stored_bytes == 0);
    reader.peer.vanish();
    CHECK(scene_.broker.statistics().destinations == 0);
    CHECK(scene_.broker.sessions() == 0);
    CHECK_FALSE(scene_.broker.poll_timeout());
  }

 private:
  static Settings settings() {
    Settings settings;
    settings.limits.max_unacknowledged = 4;
    settings.limits.max_deliveries = 3;
    settings.limits.max_queue_messages = 20;
    settings.limits.max_send_buffer_bytes = 4000;
    return settings;
  }

  int roll(int sides) { return static_cast<int>(dice_() % static_cast<unsigned>(sides)); }

  void act(Actor& actor) {
    switch (roll(8)) {
      case 0: return subscribe(actor);
      case 1: return unsubscribe(actor);
      case 2: return transact(actor);
      case 3: return stall_or_resume(actor);
      case 4:
      case 5: return acknowledge(actor);
      default: return send(actor);
    }
  }

  void subscribe(Actor& actor) {
    const std::string id = std::to_string(++last_id_);
    actor.subscriptions.insert(id);
    constexpr std::string_view modes[] = {"auto", "client", "client-individual"};
    const auto mode = modes[roll(3)];
    modes_[id] = mode;
    actor.peer.subscribe(id, queue_name(roll(queues)), mode);
  }

  void unsubscribe(Actor& actor) {
    if (actor.subscriptions.empty() || actor.in_transaction) return;
    const std::string id = *actor.subscriptions.begin();
    actor.subscriptions.erase(id);
    actor.peer.frame("UNSUBSCRIBE", {{"id", id}});
    std::erase_if(actor.unacknowledged, [&](const auto& message) { return message["subscription"] == id; });
  }

  void send(Actor& actor) {
    const std::string body = std::to_string(++last_body_);
    const std::string queue = queue_name(roll(queues));
    if (actor.in_transaction) {
      actor.peer.send(queue, body, {{"transaction", "t"}});
      actor.sent_in_transaction.push_back(body);
      return;
    }
    actor.peer.send(queue, body);
    if (!actor.peer.closed()) accepted_.insert(body);
  }

  void acknowledge(Actor& actor) {
    if (actor.unacknowledged.empty()) return;
    const auto at = actor.unacknowledged.begin() + roll(static_cast<int>(actor.unacknowledged.size()));
    const ReceivedFrame message = *at;
    const bool accepted = roll(3) > 0;
    // In a transaction only ACK: it must not be acknowledged twice by then.
    const HeaderList headers = actor.in_transaction ? HeaderList{{"transaction", "t"}} : HeaderList{};
    accepted || actor.in_transaction ? actor.peer.ack(message, headers) : actor.peer.nack(message);
    for (const auto& covered : take_covered(actor, message)) {
      if (actor.in_transaction)
        actor.acknowledged_in_transaction.push_back(covered.body);
      else if (accepted)
        settle(covered.body);
    }
  }

  // The message, and in client mode those of its subscription before it.
  std::vector<ReceivedFrame> take_covered(Actor& actor, const ReceivedFrame& message) {
    const std::string subscription = message["subscription"];
    const bool cumulative = modes_[subscription] == "client";
    const auto number = [](const ReceivedFrame& each) {
      return std::stoul(each["ack"].substr(each["ack"].find('-') + 1));
    };
    const auto is_covered = [&](const ReceivedFrame& each) {
      if (each["subscription"] != subscription) return false;
      return cumulative ? number(each) <= number(message) : number(each) == number(message);
    };
    std::vector<ReceivedFrame> covered;
    for (const auto& each : actor.unacknowledged)
      if (is_covered(each)) covered.push_back(each);
    std::erase_if(actor.unacknowledged, is_covered);
    return covered;
  }

  void transact(Actor& actor) {
    if (!actor.in_transaction) {
      actor.peer.frame("BEGIN", {{"transaction", "t"}});
      actor.in_transaction = true;
      return;
    }
    actor.peer.frame("COMMIT", {{"transaction", "t"}});
    actor.in_transaction = false;
    const auto sent = std::exchange(actor.sent_in_transaction, {});
    const auto acknowledged = std::exchange(actor.acknowledged_in_transaction, {});
    if (actor.peer.closed()) return;
    accepted_.insert(sent.begin(), sent.end());
    for (const auto& body : acknowledged) settle(body);
  }

  void stall_or_resume(Actor& actor) { roll(2) == 0 ? actor.peer.stall() : actor.peer.resume(); }

  // At once, so that nobody answers to the past: a client's ACK may cross with what makes it void.
  void read_all() {
    for (auto& actor : actors_) read(*actor);
  }

  void read(Actor& actor) {
    for (const auto& frame : actor.peer.take()) {
      if (frame.command != "MESSAGE") continue;
      if (frame.has("ack"))
        actor.unacknowledged.push_back(frame);
      else
        settle(frame.body);
    }
  }

  void settle(const std::string& body) {
    INFO("message " << body);
    CHECK(settled_.insert(body).second);
  }

  Scene scene_;
  std::mt19937 dice_;
  std::vector<std::unique_ptr<Actor>> actors_;
  std::map<std::string, std::string_view> modes_;
  std::set<std::string> accepted_;
  std::set<std::string> settled_;
  int last_id_ = 0;
  int last_body_ = 0;
};

}  // namespace

TEST_CASE("whatever clients do, no queue message is lost or acknowledged twice") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    Theatre theatre(seed);
    theatre.play(300);
    theatre.finish();
  }
}
