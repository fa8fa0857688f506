#pragma once

// The records that every suite stores, caches and serializes: a small compliance
// platform. Plain values; how they are generated is dataset.h, how they are laid out
// in a database is db/schema.h, on the wire serialization/.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benches {

/// Seconds since 1970-01-01 UTC.
using UnixSeconds = std::int64_t;
/// Identifiers count from 1 within their kind.
using Id = std::int64_t;

struct User {
  Id id = 0;
  std::string email;
  std::string full_name;
  std::string role;
  UnixSeconds created_at = 0;

  bool operator==(const User&) const = default;
};

struct BusinessProfile {
  Id id = 0;
  Id owner_id = 0;
  std::string name;
  std::string industry;
  std::string country;
  std::int64_t employees = 0;

  bool operator==(const BusinessProfile&) const = default;
};

struct Framework {
  Id id = 0;
  std::string code;
  std::string name;
  std::string version;

  bool operator==(const Framework&) const = default;
};

struct Control {
  Id id = 0;
  Id framework_id = 0;
  std::string reference;
  std::string title;
  std::string description;

  bool operator==(const Control&) const = default;
};

enum class EvidenceStatus { Pending, InReview, Approved, Rejected, Expired };

/// "pending", "in_review", "approved", "rejected", "expired".
[[nodiscard]] std::string_view name_of(EvidenceStatus status);

struct EvidenceItem {
  Id id = 0;
  Id business_profile_id = 0;
  Id control_id = 0;
  Id uploaded_by = 0;
  std::string title;
  std::string text;
  EvidenceStatus status = EvidenceStatus::Pending;
  /// 0 to 100 in steps of 0.25, so that every format round-trips it exactly.
  double score = 0.0;
  UnixSeconds created_at = 0;

  bool operator==(const EvidenceItem&) const = default;
};

struct AssessmentSession {
  Id id = 0;
  Id business_profile_id = 0;
  Id framework_id = 0;
  Id started_by = 0;
  /// 0 to 1 in steps of 1/64.
  double progress = 0.0;
  UnixSeconds started_at = 0;
  std::optional<UnixSeconds> completed_at;

  bool operator==(const AssessmentSession&) const = default;
};

struct Dataset {
  std::vector<User> users;
  std::vector<BusinessProfile> business_profiles;
  std::vector<Framework> frameworks;
  std::vector<Control> controls;
  std::vector<EvidenceItem> evidence_items;
  std::vector<AssessmentSession> assessment_sessions;

  bool operator==(const Dataset&) const = default;
};

}  // namespace benches
