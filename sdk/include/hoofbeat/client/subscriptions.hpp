#pragma once

#include <string_view>

#include <hoofbeat/client/output.hpp>
#include <hoofbeat/text_map.hpp>

namespace hoofbeat::client {

/// The subscriptions of one connection. Looking one up takes the same time however many there are.
class Subscriptions {
 public:
  bool contains(std::string_view id) const { return by_id_.find(id) != by_id_.end(); }
  void add(std::string_view id, Token token) { by_id_.emplace(id, token); }

  /// 0: there is none.
  Token find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? 0 : found->second;
  }

  /// The token of the one removed, 0 where there was none.
  Token remove(std::string_view id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return 0;
    const Token token = found->second;
    by_id_.erase(found);
    return token;
  }

  std::size_t size() const { return by_id_.size(); }
  void clear() { by_id_ = {}; }

 private:
  TextMap<Token> by_id_;
};

}  // namespace hoofbeat::client
