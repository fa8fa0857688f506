#include "support/dataset.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

#include <fmt/core.h>

#include "support/evidence_text.h"
#include "support/random.h"

namespace benches {
namespace {

using namespace std::string_view_literals;

constexpr UnixSeconds kFirstDay = 1'704'067'200;  // 2024-01-01
constexpr UnixSeconds kPeriod = 731 * 86'400;     // to 2026-01-01
constexpr std::int64_t kControlsPerFramework = 20;

struct FrameworkRow {
  std::string_view code, name, version;
};
constexpr std::array kFrameworks = {
    FrameworkRow{"SOC2", "SOC 2 Type II", "2017"},
    FrameworkRow{"ISO27001", "ISO/IEC 27001", "2022"},
    FrameworkRow{"HIPAA", "HIPAA Security Rule", "2013"},
    FrameworkRow{"PCIDSS", "PCI DSS", "4.0"},
    FrameworkRow{"GDPR", "General Data Protection Regulation", "2016"},
    FrameworkRow{"NISTCSF", "NIST Cybersecurity Framework", "2.0"},
    FrameworkRow{"CIS", "CIS Critical Security Controls", "8"},
    FrameworkRow{"FEDRAMP", "FedRAMP Moderate", "5"},
    FrameworkRow{"CCPA", "California Consumer Privacy Act", "2020"},
    FrameworkRow{"COBIT", "COBIT", "2019"},
    FrameworkRow{"DORA", "Digital Operational Resilience Act", "2025"},
    FrameworkRow{"NIS2", "NIS 2 Directive", "2022"},
};
constexpr std::array kRoles = {"owner"sv, "auditor"sv, "contributor"sv, "contributor"sv,
                               "viewer"sv};
constexpr std::array kIndustries = {"finance"sv, "healthcare"sv, "software"sv, "retail"sv,
                                    "energy"sv};
constexpr std::array kCountries = {"DE"sv, "US"sv, "GB"sv, "FR"sv, "NL"sv, "PL"sv, "JP"sv, "BR"sv};

Id any_id(Random& random, std::size_t count) {
  return static_cast<Id>(random.below(count)) + 1;
}

std::string pick(Random& random, std::span<const std::string_view> words) {
  return std::string(random.pick(words));
}

/// The k-th of n moments: rising strictly as long as n is below a tenth of the seconds.
UnixSeconds moment(Random& random, std::int64_t k, std::int64_t n) {
  const std::int64_t step = std::max<std::int64_t>(kPeriod / n, 1);
  return kFirstDay + k * step + static_cast<std::int64_t>(random.below(static_cast<size_t>(step)));
}

EvidenceStatus any_status(Random& random) {
  const double share = random.unit();
  if (share < 0.60) return EvidenceStatus::Approved;
  if (share < 0.75) return EvidenceStatus::Pending;
  if (share < 0.85) return EvidenceStatus::InReview;
  if (share < 0.95) return EvidenceStatus::Rejected;
  return EvidenceStatus::Expired;
}

void add_users(Dataset& data, Random& random, std::int64_t count) {
  for (std::int64_t k = 0; k < count; ++k) {
    User user;
    user.id = k + 1;
    user.full_name = person_name(random);
    user.role = pick(random, kRoles);
    user.email = fmt::format("user{}@example.com", user.id);
    user.created_at = moment(random, k, count);
    data.users.push_back(std::move(user));
  }
}

void add_business_profiles(Dataset& data, Random& random, std::int64_t count) {
  for (std::int64_t k = 0; k < count; ++k) {
    BusinessProfile profile;
    profile.id = k + 1;
    profile.owner_id = any_id(random, data.users.size());
    profile.name = company_name(random);
    profile.industry = pick(random, kIndustries);
    profile.country = pick(random, kCountries);
    profile.employees = static_cast<std::int64_t>(10 + random.below(5'000));
    data.business_profiles.push_back(std::move(profile));
  }
}

void add_frameworks(Dataset& data, Random& random) {
  for (const FrameworkRow& row : kFrameworks) {
    const Id framework = static_cast<Id>(data.frameworks.size()) + 1;
    data.frameworks.push_back(
        {framework, std::string(row.code), std::string(row.name), std::string(row.version)});
    for (std::int64_t k = 0; k < kControlsPerFramework; ++k) {
      Control control;
      control.id = static_cast<Id>(data.controls.size()) + 1;
      control.framework_id = framework;
      control.reference = fmt::format("{}-{}.{}", row.code, k / 5 + 1, k % 5 + 1);
      control.title = evidence_title(random);
      control.description = evidence_text(random);
      data.controls.push_back(std::move(control));
    }
  }
}

/// The first so many of `count`.
void add_evidence_items(Dataset& data, Random& random, std::int64_t first, std::int64_t count) {
  data.evidence_items.reserve(static_cast<std::size_t>(first));
  for (std::int64_t k = 0; k < first; ++k) {
    EvidenceItem item;
    item.id = k + 1;
    item.business_profile_id = any_id(random, data.business_profiles.size());
    item.control_id = any_id(random, data.controls.size());
    item.uploaded_by = any_id(random, data.users.size());
    item.title = evidence_title(random);
    item.text = evidence_text(random);
    item.status = any_status(random);
    item.score = static_cast<double>(random.below(401)) / 4.0;
    item.created_at = moment(random, k, count);
    data.evidence_items.push_back(std::move(item));
  }
}

void add_assessment_sessions(Dataset& data, Random& random, std::int64_t count) {
  for (std::int64_t k = 0; k < count; ++k) {
    AssessmentSession session;
    session.id = k + 1;
    session.business_profile_id = any_id(random, data.business_profiles.size());
    session.framework_id = any_id(random, data.frameworks.size());
    session.started_by = any_id(random, data.users.size());
    session.progress = static_cast<double>(random.below(65)) / 64.0;
    session.started_at = moment(random, k, count);
    if (session.progress == 1.0) session.completed_at = session.started_at + 86'400;
    data.assessment_sessions.push_back(session);
  }
}

class Fnv1a {
 public:
  void add(std::string_view bytes) {
    add(static_cast<std::int64_t>(bytes.size()));
    for (const char byte : bytes) add_byte(static_cast<unsigned char>(byte));
  }
  void add(std::int64_t value) {
    for (int shift = 0; shift < 64; shift += 8) {
      add_byte(static_cast<unsigned char>(static_cast<std::uint64_t>(value) >> shift));
    }
  }
  void add(double value) { add(std::bit_cast<std::int64_t>(value)); }
  template <typename... Fields>
  void fields(const Fields&... values) {
    (add(values), ...);
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001b3U; }
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

/// What evidence items refer to.
void add_referents(Dataset& data, Random& random, std::int64_t evidence_items) {
  add_users(data, random, std::max<std::int64_t>(evidence_items / 50, 10));
  add_business_profiles(data, random, std::max<std::int64_t>(evidence_items / 100, 5));
  add_frameworks(data, random);
}

}  // namespace

std::vector<EvidenceItem> first_evidence_items(std::int64_t count, std::int64_t evidence_items,
                                               std::uint64_t seed) {
  Random random(seed);
  Dataset data;
  add_referents(data, random, evidence_items);
  add_evidence_items(data, random, count, evidence_items);
  return std::move(data.evidence_items);
}

Dataset make_dataset(std::int64_t evidence_items, std::uint64_t seed) {
  Random random(seed);
  Dataset data;
  add_referents(data, random, evidence_items);
  add_evidence_items(data, random, evidence_items, evidence_items);
  add_assessment_sessions(data, random, std::max<std::int64_t>(evidence_items / 20, 10));
  return data;
}

std::uint64_t dataset_hash(const Dataset& data) {
  Fnv1a hash;
  for (const auto& r : data.users) {
    hash.fields(r.id, r.email, r.full_name, r.role, r.created_at);
  }
  for (const auto& r : data.business_profiles) {
    hash.fields(r.id, r.owner_id, r.name, r.industry, r.country, r.employees);
  }
  for (const auto& r : data.frameworks) hash.fields(r.id, r.code, r.name, r.version);
  for (const auto& r : data.controls) {
    hash.fields(r.id, r.framework_id, r.reference, r.title, r.description);
  }
  for (const auto& r : data.evidence_items) {
    hash.fields(r.id, r.business_profile_id, r.control_id, r.uploaded_by, r.title, r.text,
                name_of(r.status), r.score, r.created_at);
  }
  for (const auto& r : data.assessment_sessions) {
    hash.fields(r.id, r.business_profile_id, r.framework_id, r.started_by, r.progress, r.started_at,
                r.completed_at.value_or(-1));
  }
  return hash.value();
}

std::string hash_text(std::uint64_t hash) {
  return fmt::format("{:016x}", hash);
}

}  // namespace benches
