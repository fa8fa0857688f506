#include <memory>
#include <optional>
#include <utility>

#include <simdjson.h>

#include "serialization/codec.h"
#include "serialization/codec_error.h"
#include "serialization/wire_status.h"

namespace benches {
namespace {

namespace ondemand = simdjson::ondemand;

// Field by field in the order they were written; any other order works and is slower.
EvidenceItem read_item(ondemand::object object) {
  EvidenceItem item;
  // nlohmann writes the names sorted.
  item.business_profile_id = object["business_profile_id"].get_int64();
  item.control_id = object["control_id"].get_int64();
  item.created_at = object["created_at"].get_int64();
  item.id = object["id"].get_int64();
  item.score = object["score"].get_double();
  item.status = status_from_name(std::string_view(object["status"].get_string()));
  item.text = std::string_view(object["text"].get_string());
  item.title = std::string_view(object["title"].get_string());
  item.uploaded_by = object["uploaded_by"].get_int64();
  return item;
}

EvidenceItems read_items(ondemand::array list) {
  EvidenceItems items;
  for (auto value : list) items.push_back(read_item(value.get_object()));
  return items;
}

// Lazy parsing sees only what is walked over, so the walk goes to the very end.
EvidenceItems read_document(ondemand::document& document) {
  std::optional<EvidenceItems> items;
  for (auto field : document.get_object()) {
    if (std::string_view(field.unescaped_key()) == "items") items = read_items(field.value());
  }
  if (!items) throw CodecError("no items");
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    throw CodecError("bytes after the document");
  }
  return *std::move(items);
}

EvidenceItems decode(ondemand::parser& parser, std::string_view bytes) {
  try {
    // simdjson reads past the end, so it needs padding: the copy is part of using it on a
    // body that somebody else allocated.
    const simdjson::padded_string padded(bytes);
    ondemand::document document = parser.iterate(padded);
    return read_document(document);
  } catch (const simdjson::simdjson_error& error) {
    throw CodecError(error.what());
  }
}

}  // namespace

Codec simdjson_codec() {
  return {.name = "json_simdjson",
          .encode = nullptr,
          .decode = [parser = std::make_shared<ondemand::parser>()](
                        std::string_view bytes) { return decode(*parser, bytes); },
          .sum_scores_in_place = nullptr,
          .reads_format_of = "json_nlohmann"};
}

}  // namespace benches
