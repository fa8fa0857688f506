#include <cstdint>
#include <vector>

#include "evidence_generated.h"
#include "serialization/codec.h"
#include "serialization/codec_error.h"
#include "serialization/wire_status.h"

namespace benches {
namespace {

std::string encode(std::span<const EvidenceItem> items) {
  flatbuffers::FlatBufferBuilder builder;
  std::vector<flatbuffers::Offset<flat::EvidenceItem>> offsets;
  offsets.reserve(items.size());
  for (const auto& item : items) {
    const auto title = builder.CreateString(item.title);
    const auto text = builder.CreateString(item.text);
    offsets.push_back(flat::CreateEvidenceItem(
        builder, item.id, item.business_profile_id, item.control_id, item.uploaded_by, title, text,
        static_cast<flat::EvidenceStatus>(item.status), item.score, item.created_at));
  }
  builder.Finish(flat::CreateEvidenceList(builder, builder.CreateVector(offsets)));
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

const flat::EvidenceList& verified(std::string_view bytes) {
  const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  flatbuffers::Verifier verifier(data, bytes.size());
  if (!flat::VerifyEvidenceListBuffer(verifier)) throw CodecError("flatbuffers: damaged buffer");
  return *flat::GetEvidenceList(data);
}

EvidenceItem read(const flat::EvidenceItem& from) {
  return {.id = from.id(),
          .business_profile_id = from.business_profile_id(),
          .control_id = from.control_id(),
          .uploaded_by = from.uploaded_by(),
          .title = from.title()->str(),
          .text = from.text()->str(),
          .status = status_from_number(static_cast<std::int64_t>(from.status())),
          .score = from.score(),
          .created_at = from.created_at()};
}

EvidenceItems decode(std::string_view bytes) {
  const flat::EvidenceList& list = verified(bytes);
  EvidenceItems items;
  items.reserve(list.items()->size());
  for (const auto* item : *list.items()) items.push_back(read(*item));
  return items;
}

// What flatbuffers is for: no record is built.
double sum_scores(std::string_view bytes) {
  double sum = 0;
  for (const auto* item : *verified(bytes).items()) sum += item->score();
  return sum;
}

}  // namespace

Codec flatbuffers_codec() {
  return {
      .name = "flatbuffers", .encode = encode, .decode = decode, .sum_scores_in_place = sum_scores};
}

}  // namespace benches
