#pragma once

#include <optional>
#include <set>
#include <utility>

#include <hoofbeat/deadlines.hpp>

#include "core/output.hpp"

namespace hoofbeat::server {

/// When which connection has to be looked at next, the earliest first.
///
/// A deadline that moves later, as a heartbeat's does with every octet, is not moved here: the connection is
/// looked at too early once, and then set down anew.
class Agenda {
 public:
  struct Entry {
    Time at;
    ConnectionId connection;
    auto operator<=>(const Entry&) const = default;
  };

  void add(Entry entry) { entries_.insert(entry); }
  void remove(Entry entry) { entries_.erase(entry); }
  std::optional<Entry> first() const {
    return entries_.empty() ? std::nullopt : std::optional<Entry>(*entries_.begin());
  }

 private:
  std::set<Entry> entries_;
};

}  // namespace hoofbeat::server
