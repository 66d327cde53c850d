#include "audience.hpp"

#include <algorithm>

#include "failure.hpp"

namespace hoofbeat::load {
namespace {

constexpr const char* destination = "/topic/load";

}  // namespace

Audience::Audience(const Url& url, std::size_t subscribers, std::size_t body_size)
    : frame_(destination, body_size), last_(subscribers) {
  connect(url, subscribers);
  probe();
  forget_probes();
}

void Audience::connect(const Url& url, std::size_t subscribers) {
  const auto open = [&](Client::Handler handler) {
    auto client = std::make_unique<Client>(poller_, url, std::move(handler));
    Patience patience("CONNECTED");
    for (; !client->connected(); patience.check(0)) poller_.wait(100);
    return client;
  };
  for (std::size_t i = 0; i < subscribers; ++i) {
    subscribers_.push_back(open([this, i](const stomp::FrameView& frame) { take(i, frame.body); }));
    subscribers_.back()->subscribe(destination, "");
  }
  publisher_ = open([](const stomp::FrameView&) {});
}

// The last one comes when all others have come: none of them is still under way.
void Audience::probe() {
  constexpr double seconds_between = 0.02;
  std::uint64_t number = 0;
  Clock::time_point sent_at;
  const auto send_one = [&] {
    publish(++number);
    send();
    sent_at = Clock::now();
  };
  for (send_one(); !all_have(1); wait(20))
    if (seconds_since(sent_at) > seconds_between) send_one();
  for (send_one(); !all_have(number);) wait(20);
}

bool Audience::all_have(std::uint64_t number) const {
  return std::all_of(last_.begin(), last_.end(), [&](std::uint64_t last) { return last >= number; });
}

void Audience::forget_probes() {
  std::fill(last_.begin(), last_.end(), 0);
  published_ = received_ = checksum_published_ = checksum_received_ = 0;
}

void Audience::publish(std::uint64_t number) {
  publisher_->queue(frame_.with(number));
  ++published_;
  checksum_published_ += checksum(frame_.body());
}

void Audience::take(std::size_t subscriber, std::string_view body) {
  if (body.size() < number_digits) throw Failure("a body is shorter than it was");
  const std::uint64_t number = read_number(body);
  if (number <= last_[subscriber]) throw Failure("messages are out of order");
  last_[subscriber] = number;
  ++received_;
  checksum_received_ += checksum(body);
  if (handler_) handler_(number);
}

void Audience::wait(int milliseconds) {
  poller_.wait(milliseconds);
  patience_.check(received_);
}

void Audience::await_all() {
  while (awaited() > 0) wait(100);
  if (checksum_received_ != checksum_published_ * subscribers_.size())
    throw Failure("other bodies arrived than were published");
}

}  // namespace hoofbeat::load
