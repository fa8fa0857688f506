// A wire format of the suite: a list of evidence items to bytes and back. All formats write
// the same document, an object whose "items" is the list, with the same nine fields.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/domain.h"

namespace benches {

using EvidenceItems = std::vector<EvidenceItem>;

struct Codec {
  std::string name;
  /// Empty for a library that only reads. Throws CodecError for text that is not UTF-8
  /// where the format demands it.
  std::function<std::string(std::span<const EvidenceItem>)> encode;
  /// Throws CodecError unless the bytes are exactly one document with all its fields
  /// (protobuf cannot tell a missing field from an empty one, nor nothing from an empty list).
  std::function<EvidenceItems(std::string_view)> decode;
  /// Verifies and adds up the scores without building records; empty where the format
  /// cannot be read in place.
  std::function<double(std::string_view)> sum_scores_in_place = nullptr;
  /// Which codec writes what this one reads; empty: itself.
  std::string reads_format_of = {};
};

[[nodiscard]] Codec json_codec();
[[nodiscard]] Codec cbor_codec();
[[nodiscard]] Codec msgpack_codec();
/// Keeps its parser between calls, as simdjson asks for; so it is for one thread.
[[nodiscard]] Codec simdjson_codec();
[[nodiscard]] Codec protobuf_codec();
[[nodiscard]] Codec flatbuffers_codec();

/// All of the above.
[[nodiscard]] std::vector<Codec> all_codecs();

}  // namespace benches
