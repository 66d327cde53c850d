#include "core/unacknowledged.hpp"

#include <algorithm>
#include <iterator>

namespace hoofbeat::server {

std::deque<Delivery>::const_iterator Unacknowledged::lower_bound(std::uint64_t number) const {
  return std::lower_bound(deliveries_.begin(), deliveries_.end(), number,
                          [](const Delivery& delivery, std::uint64_t n) { return delivery.number < n; });
}

bool Unacknowledged::contains(std::uint64_t number) const {
  if (number > 0 && number <= forgotten_through_) return true;
  const auto at = lower_bound(number);
  return at != deliveries_.end() && at->number == number;
}

std::vector<Delivery> Unacknowledged::take(std::uint64_t number) {
  std::vector<Delivery> taken;
  const auto at = deliveries_.begin() + (lower_bound(number) - deliveries_.cbegin());
  if (at != deliveries_.end() && at->number == number) {
    taken.push_back(std::move(*at));
    deliveries_.erase(at);
  }
  return taken;
}

std::vector<Delivery> Unacknowledged::take_through(std::uint64_t number) {
  const auto end = deliveries_.begin() + (lower_bound(number + 1) - deliveries_.cbegin());
  std::vector<Delivery> taken(std::make_move_iterator(deliveries_.begin()), std::make_move_iterator(end));
  deliveries_.erase(deliveries_.begin(), end);
  return taken;
}

std::vector<Delivery> Unacknowledged::take_all() {
  std::vector<Delivery> taken(std::make_move_iterator(deliveries_.begin()),
                              std::make_move_iterator(deliveries_.end()));
  deliveries_.clear();
  return taken;
}

void Unacknowledged::forget_oldest() {
  forgotten_through_ = deliveries_.front().number;
  deliveries_.pop_front();
}

}  // namespace hoofbeat::server
