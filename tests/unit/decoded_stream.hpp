#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <hoofbeat/stomp/decoder.hpp>
#include <nlohmann/json.hpp>

namespace hoofbeat::test {

/// A stream for a decoder: transport messages, each cut into pieces.
using Pieces = std::vector<std::string_view>;
using Stream = std::vector<Pieces>;

/// When what was handed out is looked at, released, and the pieces it may point into are freed.
enum class Looking : bool { after_each_piece, at_the_end };

/// What a decoder yields for the stream, in the form of the vectors' `items`; heartbeats in a row are added up.
/// Each piece lies in memory of its own and exactly its size, freed on release. Throws std::logic_error where the
/// decoder breaks its word: views outside the frame, a frame that is not the stream's octets, an error that does
/// not repeat.
nlohmann::json decode_stream(const Stream& stream, stomp::Version version, const stomp::Limits& limits,
                             Looking looking = Looking::after_each_piece);

/// One transport message in one piece.
nlohmann::json decode_whole(std::string_view octets, stomp::Version version = stomp::Version::v1_2,
                            const stomp::Limits& limits = {});

/// Cut at these offsets, which ascend.
Pieces cut(std::string_view octets, const std::vector<std::size_t>& offsets);
Pieces cut_into_octets(std::string_view octets);

}  // namespace hoofbeat::test
