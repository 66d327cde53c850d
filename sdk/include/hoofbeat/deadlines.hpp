#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>

namespace hoofbeat {

/// Monotonic time in milliseconds since a point of the caller's choice.
using Time = double;

/// When something is due, and why.
template <class Reason>
struct Deadline {
  Time at;
  Reason reason;
};

/// At most one deadline for each reason. `Reason` is an enum whose last member is `count_`.
template <class Reason>
class Deadlines {
 public:
  Deadlines() { times_.fill(never); }

  void set(Reason reason, Time at) { times_[index(reason)] = at; }
  void clear(Reason reason) { times_[index(reason)] = never; }
  void clear_all() { times_.fill(never); }
  bool is_set(Reason reason) const { return times_[index(reason)] != never; }

  /// The earliest; of equal ones that of the reason named first.
  std::optional<Deadline<Reason>> next() const {
    std::size_t earliest = 0;
    for (std::size_t i = 1; i < times_.size(); ++i)
      if (times_[i] < times_[earliest]) earliest = i;
    if (times_[earliest] == never) return std::nullopt;
    return Deadline<Reason>{times_[earliest], static_cast<Reason>(earliest)};
  }

  /// Takes out the earliest that is due at `now`.
  std::optional<Reason> take_due(Time now) {
    const auto earliest = next();
    if (!earliest || earliest->at > now) return std::nullopt;
    clear(earliest->reason);
    return earliest->reason;
  }

 private:
  static constexpr Time never = std::numeric_limits<Time>::infinity();
  static constexpr std::size_t index(Reason reason) { return static_cast<std::size_t>(reason); }

  std::array<Time, static_cast<std::size_t>(Reason::count_)> times_;
};

}  // namespace hoofbeat
