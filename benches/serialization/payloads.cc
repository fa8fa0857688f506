#include "serialization/payloads.h"

#include <cstdint>

#include "serialization/codec.h"
#include "support/dataset.h"

namespace benches {

const Dataset& Payloads::dataset() {
  if (dataset_.evidence_items.empty()) {
    dataset_ = make_dataset(static_cast<std::int64_t>(kExport.records));
  }
  return dataset_;
}

std::span<const EvidenceItem> Payloads::records(PayloadSize size) {
  return std::span(dataset().evidence_items).first(size.records);
}

const std::string& Payloads::json(PayloadSize size) {
  std::string& text = json_[size.records];
  if (text.empty()) text = json_codec().encode(records(size));
  return text;
}

std::string Payloads::dataset_hash() {
  return hash_text(benches::dataset_hash(dataset()));
}

}  // namespace benches
