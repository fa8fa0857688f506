#include <limits>

#include "evidence.pb.h"
#include "serialization/codec.h"
#include "serialization/codec_error.h"
#include "serialization/wire_status.h"

namespace benches {
namespace {

// The wire's numbers start at 1: proto3 keeps 0 for "not said".
constexpr int kFirstStatus = proto::EVIDENCE_STATUS_PENDING;

void fill(proto::EvidenceItem& to, const EvidenceItem& from) {
  to.set_id(from.id);
  to.set_business_profile_id(from.business_profile_id);
  to.set_control_id(from.control_id);
  to.set_uploaded_by(from.uploaded_by);
  to.set_title(from.title);
  to.set_text(from.text);
  to.set_status(static_cast<proto::EvidenceStatus>(static_cast<int>(from.status) + kFirstStatus));
  to.set_score(from.score);
  to.set_created_at(from.created_at);
}

EvidenceItem read(const proto::EvidenceItem& from) {
  return {.id = from.id(),
          .business_profile_id = from.business_profile_id(),
          .control_id = from.control_id(),
          .uploaded_by = from.uploaded_by(),
          .title = from.title(),
          .text = from.text(),
          .status = status_from_number(static_cast<int>(from.status()) - kFirstStatus),
          .score = from.score(),
          .created_at = from.created_at()};
}

std::string encode(std::span<const EvidenceItem> items) {
  proto::EvidenceList list;
  list.mutable_items()->Reserve(static_cast<int>(items.size()));
  for (const auto& item : items) fill(*list.add_items(), item);
  return list.SerializeAsString();
}

EvidenceItems decode(std::string_view bytes) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw CodecError("protobuf: above 2 GiB");
  }
  proto::EvidenceList list;
  if (!list.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    throw CodecError("protobuf: not an EvidenceList");
  }
  EvidenceItems items;
  items.reserve(static_cast<std::size_t>(list.items_size()));
  for (const auto& item : list.items()) items.push_back(read(item));
  return items;
}

}  // namespace

Codec protobuf_codec() {
  return {.name = "protobuf", .encode = encode, .decode = decode};
}

}  // namespace benches
