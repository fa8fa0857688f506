// The decision: Comparison x Policy -> Assessment.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "benchgate/compare/comparison.h"
#include "benchgate/compare/run_noise.h"
#include "benchgate/gate/assessment.h"
#include "benchgate/gate/policy.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

/// What separate runs of a row's metric differ by; nothing where too few stored runs tell.
using RunNoise = std::function<std::optional<compare::RunSpread>(const compare::Row& row)>;

/// The values of stored runs, where a row's exact metric goes back and forth among them.
using VaryingCounts = std::function<std::vector<double>(const compare::Row& row)>;

/// The acceptances that were found, and what it takes to know which of them count.
struct AcceptanceFile {
  std::vector<Acceptance> entries;
  /// Acceptances of base's own file; nothing if unknown. An entry that base has already was given
  /// for a regression that base has already, and does not count.
  std::optional<std::vector<Acceptance>> of_base;
  Date today;
};

/// Head, or only its suspects, measured a second time, against the same base.
struct SecondMeasurement {
  const compare::Comparison& comparison;
  const model::Run& head;
};

struct DecideInput {
  const compare::Comparison& comparison;
  const model::Run& base;  ///< an empty run where there is none (Pairing::Alone)
  const model::Run& head;
  const Policy& policy;
  SideIdentity base_identity;
  SideIdentity head_identity;
  RunNoise run_noise;                ///< may be empty
  std::size_t identical_suites = 0;  ///< as Coverage's
  bool is_filtered = false;          ///< only some of the benchmarks were asked for
  AcceptanceFile acceptances{};
  VaryingCounts varying_counts{};  ///< may be empty
  std::optional<SecondMeasurement> again{};
};

/// The gate closes on what the policy gives severity fail; on every Problem among the diagnostics;
/// and when nothing was compared, unless all there is was new beside identical suites.
/// Deterministic.
[[nodiscard]] Assessment decide(const DecideInput& input);

}  // namespace benchgate::gate
