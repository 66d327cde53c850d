#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hoofbeat/client/output.hpp>
#include <hoofbeat/deadlines.hpp>
#include <hoofbeat/text_index.hpp>

namespace hoofbeat::client {

/// The receipts of one connection: asked for by a frame that was sent, watched for by the application, or both.
/// Each is answered or lost, once.
class Receipts {
 public:
  struct Awaited {
    std::string id;
    Token token;  // 0: nobody watches for it
  };

  bool contains(std::string_view id) const { return by_id_.find(id) != 0; }
  /// Returns the token that watched until now, whose place it takes; 0: none did.
  Token watch(std::string_view id, Token token);
  /// A frame that asks for it was sent; it is lost at `due` (none: never by time). Of several frames that ask for
  /// one id the latest counts.
  void asked(std::string_view id, std::optional<Time> due);

  /// Its RECEIPT came, or will not come. None: nobody asked for it.
  std::optional<Awaited> take(std::string_view id);
  /// The next one that is due at `now`.
  std::optional<Awaited> take_due(Time now);
  /// All, in the order in which they were first heard of.
  std::vector<Awaited> take_all();

  std::optional<Time> next_due() const;
  /// None is due before `time` but those that were put off before: each is put off once.
  void put_off(Time time);
  std::size_t size() const { return by_id_.size(); }

 private:
  using Sequence = std::uint64_t;
  /// The earliest comes first; of equal ones that which was heard of first.
  using Due = std::pair<Time, Sequence>;

  struct Entry {
    Sequence sequence;
    Awaited awaited;
    std::optional<Time> due;
    bool is_put_off = false;
    bool is_taken = false;
  };

  Entry& entry(std::string_view id);
  std::vector<Entry>::iterator find(Sequence sequence);
  void drop_taken();
  void set_due(Entry& entry, std::optional<Time> due);
  void push_due(Due due);
  bool is_stale(const Due& due);
  void collect_dues();

  // In ascending order. Those taken stay among them until they are the half.
  std::vector<Entry> entries_;
  TextIndex by_id_;
  // A heap, the earliest on top. Those of entries whose deadline is another now stay in it until they are on top,
  // or until they are the half.
  std::vector<Due> dues_;
  Sequence last_ = 0;
};

}  // namespace hoofbeat::client
