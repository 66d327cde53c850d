#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/error.hpp>
#include <hoofbeat/stomp/escape.hpp>
#include <hoofbeat/stomp/frame.hpp>
#include <hoofbeat/stomp/limits.hpp>
#include <hoofbeat/stomp/version.hpp>

namespace hoofbeat::stomp {

/// Turns a stream of octets, in pieces of any size, into frames and heartbeats (STOMP 1.2, "STOMP Frames",
/// "Augmented BNF"). The results do not depend on where the pieces end. Time is linear in the input; memory
/// is bounded by the limits and by what has arrived.
///
///     decoder.feed(octets);
///     while ((step = decoder.next()) != Step::need_more) …
///     decoder.end_message();   // WebSocket only: EOLs from here on are heartbeats
///
/// A frame that lies in one piece is not copied: its views point into that piece. So the octets given to
/// `feed` must stay as they are until the frames have been used; `release()` tells when that is.
class Decoder {
 public:
  /// `body_part`: octets of the body of a frame that is incomplete, which the decoder does not keep. The next
  /// frame is theirs, and has counted them: FrameView::parted.
  enum class Step : std::uint8_t { need_more, frame, body_part, heartbeat, error };

  explicit Decoder(Limits limits = {}) : limits_(limits) {}

  /// The version agreed; takes effect with the next frame.
  void set_version(Version version) { version_ = version; }
  Version version() const { return version_; }

  /// The next piece of the stream. Only after `next()` has answered `need_more`.
  void feed(std::string_view octets);
  Step next();
  /// A transport message ends here: EOLs behind it are heartbeats, not the EOLs that may follow a frame.
  void end_message() { behind_frame_ = false; }
  /// For transports that cut messages at NUL, at a message's end: where the frame lacks its NUL alone, that counts
  /// as read. True: `next()` has more.
  bool supply_nul();
  /// The frames and parts handed out so far are no longer looked at.
  void release();
  /// No more octets will come: lets go of the frame that is incomplete.
  void close();

  /// After Step::frame. The list of headers is valid until the next call of `next`, what it points to until
  /// `release`.
  const FrameView& frame() const { return frame_; }
  /// After Step::body_part. Valid until `release`.
  std::string_view body_part() const { return body_part_; }
  /// Octets of the incomplete frame's body that were handed out; 0: those that were are of no frame that will
  /// come.
  std::size_t parted() const { return parted_; }
  /// After Step::heartbeat: how many EOLs.
  std::size_t heartbeats() const { return heartbeats_; }
  /// After Step::error, which repeats for ever.
  DecodeError error() const { return error_; }

 private:
  enum class Phase : std::uint8_t { between_frames, command, headers, counted_body, open_body, failed };
  enum class Progress : std::uint8_t { more_input_needed, advanced, body_part };

  /// A stretch of the frame, by its offset from the frame's first octet.
  struct Stretch {
    std::size_t offset;
    std::size_t length;
  };
  /// A header while its frame is incomplete and its octets may still move.
  struct PendingHeader {
    Stretch name;
    Stretch value;
    const std::string* unescaped_name;
    const std::string* unescaped_value;
  };

  Progress read_between_frames();
  Progress read_command();
  bool read_plain_headers();
  Progress read_header_line();
  Progress read_counted_body();
  Progress read_open_body();

  void begin_frame();
  void finish_command(std::size_t length);
  void finish_header(std::string_view line, bool is_plain);
  void add_header(std::string_view line, std::size_t colon, const std::string* unescaped_name,
                  const std::string* unescaped_value);
  void finish_head();
  void finish_frame();
  Progress finish_body();
  void save_incomplete_frame();
  bool is_within_body() const { return phase_ == Phase::counted_body || phase_ == Phase::open_body; }
  bool hand_out_body();

  /// Octets of the current frame that were read.
  std::size_t frame_length() const { return earlier_ + (read_ - frame_start_); }
  std::size_t frame_room() const { return limits_.max_frame_bytes - frame_length(); }
  std::string_view line_of(std::size_t length);
  std::size_t line_length_without_eol(std::size_t length) const;
  bool line_exceeds_limit();
  const std::string* unescaped(std::string_view text, std::size_t line_offset);
  std::string_view view(Stretch stretch, const std::string* unescaped) const;
  void fail(ErrorCode code, std::uint64_t offset);
  void fail_in_frame(ErrorCode code, std::size_t frame_offset) { fail(code, frame_offset_ + frame_offset); }

  Limits limits_;
  Version version_ = Version::none;
  Phase phase_ = Phase::between_frames;

  std::string_view input_;
  std::uint64_t input_offset_ = 0;  // of input_[0] in the stream
  std::size_t read_ = 0;            // octets of input_ that were read
  std::size_t frame_start_ = 0;     // where the current frame, or the rest of it, begins in input_
  std::size_t earlier_ = 0;         // octets of the current frame in earlier pieces
  std::string saved_;               // those octets; of a frame whose body is handed out, its head
  std::string saved_body_;          // of such a frame: octets of the body that were not handed out yet
  std::size_t parted_ = 0;          // octets that were
  std::string_view body_part_;
  std::list<std::string> unescaped_;  // of the current frame
  std::list<std::string> kept_;       // what frames handed out point to, besides the input

  bool behind_frame_ = false;
  bool after_cr_ = false;  // between frames and in the command: the octet read last is a CR that an LF must follow
  std::uint64_t frame_offset_ = 0;  // of the current frame in the stream
  std::size_t line_start_ = 0;      // from the frame's first octet
  std::size_t body_start_ = 0;
  std::size_t body_length_ = 0;
  bool has_content_length_ = false;
  Stretch content_length_{};
  std::vector<PendingHeader> pending_headers_;

  std::vector<Header> headers_;
  FrameView frame_;
  std::size_t heartbeats_ = 0;
  DecodeError error_{};
};

}  // namespace hoofbeat::stomp
