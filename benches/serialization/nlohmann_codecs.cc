// JSON text, CBOR and MessagePack: one tree of nlohmann::json, three ways to write it.
#include <cstdint>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "serialization/codec.h"
#include "serialization/codec_error.h"
#include "serialization/wire_status.h"

namespace benches {
namespace {

using nlohmann::json;

json to_tree(const EvidenceItem& item) {
  return {{"id", item.id},
          {"business_profile_id", item.business_profile_id},
          {"control_id", item.control_id},
          {"uploaded_by", item.uploaded_by},
          {"title", item.title},
          {"text", item.text},
          {"status", name_of(item.status)},
          {"score", item.score},
          {"created_at", item.created_at}};
}

json to_tree(std::span<const EvidenceItem> items) {
  json list = json::array();
  for (const auto& item : items) list.push_back(to_tree(item));
  json document = json::object();
  document["items"] = std::move(list);
  return document;
}

// nlohmann converts 1.5 to 1 and 2^63 to a negative number when asked for an integer.
std::int64_t integer(const json& value) {
  if (!value.is_number_integer()) throw CodecError("not an integer");
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() >
          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    throw CodecError("integer out of range");
  }
  return value.get<std::int64_t>();
}

EvidenceItem from_tree(const json& value) {
  return {.id = integer(value.at("id")),
          .business_profile_id = integer(value.at("business_profile_id")),
          .control_id = integer(value.at("control_id")),
          .uploaded_by = integer(value.at("uploaded_by")),
          .title = value.at("title").get<std::string>(),
          .text = value.at("text").get<std::string>(),
          .status = status_from_name(value.at("status").get_ref<const std::string&>()),
          .score = value.at("score").get<double>(),
          .created_at = integer(value.at("created_at"))};
}

EvidenceItems items_from_tree(const json& document) {
  const json& list = document.at("items");
  if (!list.is_array()) throw CodecError("items is not a list");
  EvidenceItems items;
  items.reserve(list.size());
  for (const auto& value : list) items.push_back(from_tree(value));
  return items;
}

// The library's exceptions become ours at this border.
template <typename Work>
auto translating_errors(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const json::exception& error) {
    throw CodecError(error.what());
  }
}

template <typename Write>
auto encoder(Write write) {
  return [write](std::span<const EvidenceItem> items) {
    return translating_errors([&] { return write(to_tree(items)); });
  };
}

template <typename Read>
auto decoder(Read read) {
  return [read](std::string_view bytes) {
    return translating_errors([&] { return items_from_tree(read(bytes)); });
  };
}

}  // namespace

Codec json_codec() {
  return {.name = "json_nlohmann",
          .encode = encoder([](const json& tree) { return tree.dump(); }),
          .decode = decoder([](std::string_view bytes) { return json::parse(bytes); })};
}

Codec cbor_codec() {
  return {.name = "cbor",
          .encode = encoder([](const json& tree) {
            std::string bytes;
            json::to_cbor(tree, bytes);
            return bytes;
          }),
          .decode = decoder([](std::string_view bytes) { return json::from_cbor(bytes); })};
}

Codec msgpack_codec() {
  return {.name = "msgpack",
          .encode = encoder([](const json& tree) {
            std::string bytes;
            json::to_msgpack(tree, bytes);
            return bytes;
          }),
          .decode = decoder([](std::string_view bytes) { return json::from_msgpack(bytes); })};
}

}  // namespace benches
