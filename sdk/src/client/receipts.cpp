#include <hoofbeat/client/receipts.hpp>

#include <algorithm>
#include <utility>

namespace hoofbeat::client {

Token Receipts::watch(std::string_view id, Token token) { return std::exchange(entry(id).awaited.token, token); }

void Receipts::asked(std::string_view id, std::optional<Time> due) {
  Entry& asked = entry(id);
  if (asked.due == due) return;
  asked.due = due;
  asked.is_put_off = false;
  if (!due) return;
  // Nearly always at the end: the timeout seldom changes.
  const auto later =
      std::upper_bound(dues_.begin(), dues_.end(), *due, [](Time at, const Due& other) { return at < other.at; });
  dues_.insert(later, {*due, by_id_.find(id)->second});
  drop_outdated();
}

std::optional<Receipts::Awaited> Receipts::take(std::string_view id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return std::nullopt;
  auto entry = entries_.extract(found->second);
  by_id_.erase(found);
  drop_outdated();
  return std::move(entry.mapped().awaited);
}

std::optional<Receipts::Awaited> Receipts::take_due(Time now) {
  const auto due = next_due();
  if (!due || *due > now) return std::nullopt;
  return take(entries_.at(dues_.front().sequence).awaited.id);
}

std::vector<Receipts::Awaited> Receipts::take_all() {
  std::vector<Awaited> all;
  for (auto& [sequence, entry] : entries_) all.push_back(std::move(entry.awaited));
  *this = Receipts();
  return all;
}

std::optional<Time> Receipts::next_due() {
  while (!dues_.empty() && !counts(dues_.front())) dues_.pop_front();
  if (dues_.empty()) return std::nullopt;
  return dues_.front().at;
}

void Receipts::put_off(Time time) {
  for (Due& due : dues_) {
    if (due.at >= time) break;
    if (!counts(due)) continue;
    Entry& asked = entries_.at(due.sequence);
    if (std::exchange(asked.is_put_off, true)) continue;
    asked.due = due.at = time;
  }
  std::stable_sort(dues_.begin(), dues_.end(), [](const Due& one, const Due& other) { return one.at < other.at; });
}

Receipts::Entry& Receipts::entry(std::string_view id) {
  if (const auto found = by_id_.find(id); found != by_id_.end()) return entries_.at(found->second);
  by_id_.emplace(id, ++last_);
  return entries_.emplace(last_, Entry{{std::string(id), 0}, std::nullopt}).first->second;
}

bool Receipts::counts(const Due& due) const {
  const auto found = entries_.find(due.sequence);
  return found != entries_.end() && found->second.due == due.at;
}

// One receipt that stays out must not hold the deadlines of all that were answered since, nor its own of before.
void Receipts::drop_outdated() {
  if (dues_.size() <= 2 * entries_.size() + 64) return;
  std::erase_if(dues_, [&](const Due& due) { return !counts(due); });
}

}  // namespace hoofbeat::client
