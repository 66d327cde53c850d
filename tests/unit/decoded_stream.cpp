#include "decoded_stream.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "json_octets.hpp"

namespace hoofbeat::test {
namespace {

using nlohmann::json;
using Step = stomp::Decoder::Step;

void demand(bool kept, const char* word) {
  if (!kept) throw std::logic_error(word);
}

bool lies_within(std::string_view part, std::string_view whole) {
  return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

/// A frame handed out, whose list of headers is copied as Decoder::frame() demands, and nothing else.
struct Held {
  stomp::FrameView frame;
  std::vector<stomp::Header> headers;
  std::string looked_at;                // parts of the body, as far as they were released before
  std::vector<std::string_view> parts;  // the others
};

/// A piece of input in exactly as much memory as it takes, so that reading beyond it is noticed.
struct Block {
  explicit Block(std::string_view octets) : memory(new char[octets.size()]), size(octets.size()) {
    std::copy(octets.begin(), octets.end(), memory.get());
  }
  std::string_view view() const { return {memory.get(), size}; }

  std::unique_ptr<char[]> memory;
  std::size_t size;
};

class Run {
 public:
  Run(stomp::Version version, const stomp::Limits& limits) : decoder_(limits) { decoder_.set_version(version); }

  void feed(std::string_view piece) {
    stream_ += piece;
    blocks_.emplace_back(piece);
    decoder_.feed(blocks_.back().view());
    for (Step step = decoder_.next(); step != Step::need_more; step = decoder_.next())
      if (!take(step)) return;
  }
  void end_message() { decoder_.end_message(); }

  void look_and_release() {
    for (std::size_t i = 0; i < held_.size(); ++i) items_[places_[i]] = frame_json(held_[i]);
    held_.clear();
    places_.clear();
    for (const std::string_view part : parts_) looked_at_ += part;
    parts_.clear();
    decoder_.release();
    blocks_.clear();
  }
  json items() && { return std::move(items_); }

 private:
  bool take(Step step);
  void take_error();
  json frame_json(const Held& held) const;
  json parted_frame_json(const Held& held) const;
  std::size_t octets_in_parts() const;

  stomp::Decoder decoder_;
  std::string stream_;
  std::vector<Block> blocks_;
  std::vector<Held> held_;
  std::vector<std::size_t> places_;  // of what is held, among the items
  // Of the body of the frame that is incomplete.
  std::string looked_at_;
  std::vector<std::string_view> parts_;
  json items_ = json::array();
};

bool Run::take(Step step) {
  demand(items_.empty() || !items_.back().contains("error") || step == Step::error,
         "an error must repeat for ever");
  if (step == Step::frame) {
    const auto& frame = decoder_.frame();
    held_.push_back({frame,
                     {frame.headers.begin(), frame.headers.end()},
                     std::exchange(looked_at_, {}),
                     std::exchange(parts_, {})});
    demand(decoder_.parted() == 0, "parts belong to one frame");
    places_.push_back(items_.size());
    items_.push_back(nullptr);
  } else if (step == Step::body_part) {
    demand(!decoder_.body_part().empty(), "a part has octets");
    parts_.push_back(decoder_.body_part());
    demand(decoder_.parted() == octets_in_parts(), "parts are counted");
  } else if (step == Step::heartbeat) {
    const bool goes_on = !items_.empty() && items_.back().is_object() && items_.back().contains("heartbeat");
    const std::size_t before = goes_on ? items_.back()["heartbeat"].get<std::size_t>() : 0;
    if (goes_on) items_.erase(items_.size() - 1);
    items_.push_back({{"heartbeat", before + decoder_.heartbeats()}});
  } else {
    take_error();
    return false;
  }
  return true;
}

void Run::take_error() {
  const json item = {{"error", {{"code", name_of(decoder_.error().code)}, {"offset", decoder_.error().offset}}}};
  const bool known = !items_.empty() && items_.back().is_object() && items_.back().contains("error");
  if (!known) items_.push_back(item);
  demand(items_.back() == item, "an error must stay the same");
  demand(decoder_.next() == Step::error, "an error must repeat for ever");
  demand(decoder_.parted() == 0, "parts of a frame that is wrong are of no frame");
}

std::size_t Run::octets_in_parts() const {
  std::size_t octets = looked_at_.size();
  for (const std::string_view part : parts_) octets += part.size();
  return octets;
}

json headers_json(const std::vector<stomp::Header>& headers) {
  json list = json::array();
  for (const auto& header : headers) {
    list.push_back({octets_to(header.name), octets_to(header.value)});
    demand(header.value.find('\0') == std::string_view::npos, "no header holds a NUL");
  }
  return list;
}

json item_of(const Held& held, std::string_view body) {
  return {{"frame",
           {{"command", std::string(held.frame.command_text)},
            {"headers", headers_json(held.headers)},
            {"body", octets_to(body)}}}};
}

json Run::parted_frame_json(const Held& held) const {
  const stomp::FrameView& frame = held.frame;
  std::string body = held.looked_at;
  for (const std::string_view part : held.parts) body += part;
  demand(body.size() == frame.parted, "a frame has counted its parts");
  demand(frame.body.empty(), "all of a body that is handed out in parts is in them");
  const std::string whole = std::string(frame.octets) + body + '\0';
  demand(std::string_view(stream_).substr(frame.offset, whole.size()) == whole,
         "head and parts are those of the stream at the frame's offset");
  return item_of(held, body);
}

json Run::frame_json(const Held& held) const {
  const stomp::FrameView& frame = held.frame;
  demand(lies_within(frame.command_text, frame.octets), "the command lies within the frame");
  demand(frame.command == stomp::parse_command(frame.command_text), "the command is that of its text");
  demand(frame.parted > 0 || (held.parts.empty() && held.looked_at.empty()), "parts are of the next frame");
  if (frame.parted > 0) return parted_frame_json(held);
  demand(std::string_view(stream_).substr(frame.offset, frame.octets.size()) == frame.octets,
         "a frame's octets are those of the stream at its offset");
  demand(!frame.octets.empty() && frame.octets.back() == '\0', "a frame's octets end in NUL");
  demand(lies_within(frame.body, frame.octets), "the body lies within the frame");
  return item_of(held, frame.body);
}

}  // namespace

json decode_stream(const Stream& stream, stomp::Version version, const stomp::Limits& limits, Looking looking) {
  Run run(version, limits);
  for (const Pieces& message : stream) {
    for (const std::string_view piece : message) {
      run.feed(piece);
      if (looking == Looking::after_each_piece) run.look_and_release();
    }
    run.end_message();
  }
  run.look_and_release();
  return std::move(run).items();
}

json decode_whole(std::string_view octets, stomp::Version version, const stomp::Limits& limits) {
  return decode_stream({{octets}}, version, limits);
}

Pieces cut(std::string_view octets, const std::vector<std::size_t>& offsets) {
  Pieces pieces;
  std::size_t start = 0;
  for (const std::size_t offset : offsets) {
    pieces.push_back(octets.substr(start, offset - start));
    start = offset;
  }
  pieces.push_back(octets.substr(start));
  return pieces;
}

Pieces cut_into_octets(std::string_view octets) {
  Pieces pieces;
  for (std::size_t i = 0; i < octets.size(); ++i) pieces.push_back(octets.substr(i, 1));
  return pieces;
}

}  // namespace hoofbeat::test
