#include "serialization/payloads.h"

#include <cstdint>

#include "serialization/codec.h"
#include "support/dataset.h"

namespace benches {

std::span<const EvidenceItem> Payloads::records(PayloadSize size) {
  if (items_.size() < size.records) {
    items_ = first_evidence_items(static_cast<std::int64_t>(size.records),
                                  static_cast<std::int64_t>(kExport.records));
  }
  return std::span(items_).first(size.records);
}

const std::string& Payloads::json(PayloadSize size) {
  std::string& text = json_[size.records];
  if (text.empty()) text = json_codec().encode(records(size));
  return text;
}

std::string Payloads::dataset_hash() {
  const auto page = records(kPage);
  Dataset data;
  data.evidence_items.assign(page.begin(), page.end());
  return hash_text(benches::dataset_hash(data));
}

}  // namespace benches
