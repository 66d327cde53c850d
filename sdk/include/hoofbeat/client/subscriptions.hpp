#pragma once

#include <cstddef>
#include <string_view>

#include <hoofbeat/client/output.hpp>
#include <hoofbeat/text_index.hpp>

namespace hoofbeat::client {

/// The subscriptions of one connection. Looking one up takes the same time however many there are.
class Subscriptions {
 public:
  bool contains(std::string_view id) const { return find(id) != 0; }
  void add(std::string_view id, Token token) { by_id_.add(id, token); }
  /// 0: there is none.
  Token find(std::string_view id) const { return static_cast<Token>(by_id_.find(id)); }
  /// The token of the one removed, 0 where there was none.
  Token remove(std::string_view id) { return static_cast<Token>(by_id_.remove(id)); }
  std::size_t size() const { return by_id_.size(); }
  void clear() { by_id_.clear(); }

 private:
  TextIndex by_id_;
};

}  // namespace hoofbeat::client
