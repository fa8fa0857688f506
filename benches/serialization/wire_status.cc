#include "serialization/wire_status.h"

#include <array>

#include "serialization/codec_error.h"

namespace benches {
namespace {

constexpr std::array kAll = {EvidenceStatus::Pending, EvidenceStatus::InReview,
                             EvidenceStatus::Approved, EvidenceStatus::Rejected,
                             EvidenceStatus::Expired};

}  // namespace

EvidenceStatus status_from_name(std::string_view name) {
  for (const auto status : kAll) {
    if (name_of(status) == name) return status;
  }
  throw CodecError("unknown status");
}

EvidenceStatus status_from_number(std::int64_t number) {
  for (const auto status : kAll) {
    if (static_cast<std::int64_t>(status) == number) return status;
  }
  throw CodecError("unknown status");
}

}  // namespace benches
