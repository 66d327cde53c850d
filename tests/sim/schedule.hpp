#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <hoofbeat/deadlines.hpp>

namespace hoofbeat::sim {

/// Virtual time: what happens when. Things due at once happen in the order in which they were scheduled.
class Schedule {
 public:
  Time now() const { return now_; }
  void at(Time time, std::function<void()> action) { actions_.emplace(std::max(time, now_), std::move(action)); }
  void in(Time delay, std::function<void()> action) { at(now_ + delay, std::move(action)); }

  std::optional<Time> next() const {
    return actions_.empty() ? std::nullopt : std::optional<Time>(actions_.begin()->first);
  }
  void advance_to(Time time) { now_ = std::max(now_, time); }
  void run_first() {
    auto first = actions_.extract(actions_.begin());
    advance_to(first.key());
    first.mapped()();
  }

 private:
  Time now_ = 0;
  std::multimap<Time, std::function<void()>> actions_;
};

}  // namespace hoofbeat::sim
