#include "support/domain.h"

namespace benches {

std::string_view name_of(EvidenceStatus status) {
  switch (status) {
    case EvidenceStatus::Pending:
      return "pending";
    case EvidenceStatus::InReview:
      return "in_review";
    case EvidenceStatus::Approved:
      return "approved";
    case EvidenceStatus::Rejected:
      return "rejected";
    case EvidenceStatus::Expired:
      return "expired";
  }
  return "unknown";
}

}  // namespace benches
