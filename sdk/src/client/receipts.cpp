#include <hoofbeat/client/receipts.hpp>

#include <algorithm>
#include <utility>

namespace hoofbeat::client {

Token Receipts::watch(std::string_view id, Token token) { return std::exchange(entry(id).token, token); }

void Receipts::asked(std::string_view id, std::optional<Time> due) {
  entry(id);
  if (!due) return;
  // Nearly always at the end: the timeout seldom changes.
  const auto later =
      std::upper_bound(dues_.begin(), dues_.end(), *due, [](Time at, const Due& other) { return at < other.at; });
  dues_.insert(later, {*due, by_id_.find(id)->second});
}

std::optional<Receipts::Awaited> Receipts::take(std::string_view id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  const auto awaited = entries_.extract(found->second);
  by_id_.erase(found);
  drop_settled();
  return std::move(awaited.mapped());
}

std::optional<Receipts::Awaited> Receipts::take_due(Time now) {
  const auto due = next_due();
  if (!due || *due > now) return std::nullopt;
  return take(entries_.at(dues_.front().sequence).id);
}

std::vector<Receipts::Awaited> Receipts::take_all() {
  std::vector<Awaited> all;
  for (auto& [sequence, awaited] : entries_) all.push_back(std::move(awaited));
  *this = Receipts();
  return all;
}

std::optional<Time> Receipts::next_due() {
  while (!dues_.empty() && !entries_.contains(dues_.front().sequence)) dues_.pop_front();
  if (dues_.empty()) return std::nullopt;
  return dues_.front().at;
}

void Receipts::put_off(Time time) {
  for (Due& due : dues_) {
    if (due.at >= time) return;
    due.at = time;
  }
}

Receipts::Awaited& Receipts::entry(std::string_view id) {
  if (const auto found = by_id_.find(id); found != by_id_.end()) return entries_.at(found->second);
  by_id_.emplace(id, ++last_);
  return entries_.emplace(last_, Awaited{std::string(id), 0}).first->second;
}

// One receipt that stays out must not hold the deadlines of all that were answered since.
void Receipts::drop_settled() {
  if (dues_.size() <= 2 * entries_.size() + 64) return;
  std::erase_if(dues_, [&](const Due& due) { return !entries_.contains(due.sequence); });
}

}  // namespace hoofbeat::client
