#include <hoofbeat/client/receipts.hpp>

#include <algorithm>
#include <functional>
#include <utility>

// Vectors, since what std::map and std::set cost to download is more than all of this.

namespace hoofbeat::client {

Token Receipts::watch(std::string_view id, Token token) { return std::exchange(entry(id).awaited.token, token); }

void Receipts::asked(std::string_view id, std::optional<Time> due) {
  Entry& asked = entry(id);
  if (asked.due == due) return;
  asked.is_put_off = false;
  set_due(asked, due);
}

std::optional<Receipts::Awaited> Receipts::take(std::string_view id) {
  const Sequence sequence = by_id_.remove(id);
  if (sequence == 0) return std::nullopt;
  Entry& taken = *find(sequence);
  Awaited awaited = std::move(taken.awaited);
  taken.is_taken = true;
  set_due(taken, std::nullopt);
  if (entries_.size() > 2 * size()) drop_taken();
  return awaited;
}

std::optional<Receipts::Awaited> Receipts::take_due(Time now) {
  const auto due = next_due();
  if (!due || *due > now) return std::nullopt;
  return take(find(dues_.front().second)->awaited.id);
}

std::vector<Receipts::Awaited> Receipts::take_all() {
  std::vector<Awaited> all;
  for (Entry& entry : entries_)
    if (!entry.is_taken) all.push_back(std::move(entry.awaited));
  *this = Receipts();
  return all;
}

std::optional<Time> Receipts::next_due() const {
  if (dues_.empty()) return std::nullopt;
  return dues_.front().first;
}

void Receipts::put_off(Time time) {
  for (Entry& entry : entries_)
    if (entry.due && *entry.due < time && !std::exchange(entry.is_put_off, true)) entry.due = time;
  collect_dues();
}

Receipts::Entry& Receipts::entry(std::string_view id) {
  if (const Sequence sequence = by_id_.find(id)) return *find(sequence);
  by_id_.add(id, ++last_);
  entries_.push_back({last_, {std::string(id), 0}, std::nullopt});
  return entries_.back();
}

std::vector<Receipts::Entry>::iterator Receipts::find(Sequence sequence) {
  return std::lower_bound(entries_.begin(), entries_.end(), sequence,
                          [](const Entry& entry, Sequence wanted) { return entry.sequence < wanted; });
}

void Receipts::drop_taken() {
  std::vector<Entry> kept;
  for (Entry& entry : entries_)
    if (!entry.is_taken) kept.push_back(std::move(entry));
  entries_ = std::move(kept);
}

void Receipts::set_due(Entry& entry, std::optional<Time> due) {
  entry.due = due;
  if (due) push_due({*due, entry.sequence});
  if (dues_.size() > 2 * size()) collect_dues();
  while (!dues_.empty() && is_stale(dues_.front())) {
    std::pop_heap(dues_.begin(), dues_.end(), std::greater<>());
    dues_.pop_back();
  }
}

bool Receipts::is_stale(const Due& due) {
  const auto entry = find(due.second);
  return entry == entries_.end() || entry->sequence != due.second || entry->due != due.first;
}

void Receipts::collect_dues() {
  dues_ = std::vector<Due>();
  for (const Entry& entry : entries_)
    if (entry.due) push_due({*entry.due, entry.sequence});
}

void Receipts::push_due(Due due) {
  dues_.push_back(due);
  std::push_heap(dues_.begin(), dues_.end(), std::greater<>());
}

}  // namespace hoofbeat::client
