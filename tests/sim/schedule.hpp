#pragma once

#include <algorithm>
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

/// Lets everything happen until `end`, in order of time. `due`: when the parties want to be called next; `call`
/// them; `drain` them, which is done after whatever happens.
inline void run_until(Schedule& schedule, Time end, const std::function<std::optional<Time>()>& due,
                      const std::function<void()>& call, const std::function<void()>& drain) {
  while (true) {
    const Time action = schedule.next().value_or(end);
    const Time timeout = due().value_or(end);
    if (std::min(action, timeout) >= end) return schedule.advance_to(end);
    if (action <= timeout) {
      schedule.run_first();
    } else {
      schedule.advance_to(timeout);
      call();
    }
    drain();
  }
}

/// The earlier of two times that may be none.
inline std::optional<Time> earlier(std::optional<Time> a, std::optional<Time> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace hoofbeat::sim
