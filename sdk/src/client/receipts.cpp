#include <hoofbeat/client/receipts.hpp>

#include <utility>

namespace hoofbeat::client {

Token Receipts::watch(std::string_view id, Token token) {
  return std::exchange(entry(id)->second.awaited.token, token);
}

void Receipts::asked(std::string_view id, std::optional<Time> due) {
  const auto asked = entry(id);
  if (asked->second.due == due) return;
  set_due(asked, due);
  asked->second.is_put_off = false;
}

std::optional<Receipts::Awaited> Receipts::take(std::string_view id) {
  const Sequence sequence = by_id_.remove(id);
  if (sequence == 0) return std::nullopt;
  const auto taken = entries_.find(sequence);
  set_due(taken, std::nullopt);
  Awaited awaited = std::move(taken->second.awaited);
  entries_.erase(taken);
  return awaited;
}

std::optional<Receipts::Awaited> Receipts::take_due(Time now) {
  const auto due = next_due();
  if (!due || *due > now) return std::nullopt;
  return take(entries_.at(dues_.begin()->second).awaited.id);
}

std::vector<Receipts::Awaited> Receipts::take_all() {
  std::vector<Awaited> all;
  for (auto& [sequence, entry] : entries_) all.push_back(std::move(entry.awaited));
  *this = Receipts();
  return all;
}

std::optional<Time> Receipts::next_due() const {
  if (dues_.empty()) return std::nullopt;
  return dues_.begin()->first;
}

void Receipts::put_off(Time time) {
  for (auto due = dues_.begin(); due != dues_.end() && due->first < time;) {
    const auto asked = entries_.find(due->second);
    ++due;  // before it is taken out
    if (!std::exchange(asked->second.is_put_off, true)) set_due(asked, time);
  }
}

Receipts::Entries::iterator Receipts::entry(std::string_view id) {
  if (const Sequence sequence = by_id_.find(id)) return entries_.find(sequence);
  by_id_.add(id, ++last_);
  return entries_.emplace_hint(entries_.end(), last_, Entry{{std::string(id), 0}, std::nullopt});
}

void Receipts::set_due(Entries::iterator entry, std::optional<Time> due) {
  auto& [sequence, asked] = *entry;
  if (asked.due) dues_.erase({*asked.due, sequence});
  asked.due = due;
  if (due) dues_.emplace(*due, sequence);
}

}  // namespace hoofbeat::client
