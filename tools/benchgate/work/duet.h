// Two builds of suites, measured against each other and judged: what `duet` and `gate` have in
// common.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/work/affected.h"
#include "benchgate/work/code_selection.h"
#include "benchgate/work/found_policy.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct DuetRequest {
  /// Both sides of a pair carry the same name. A side's provenance is filled in where it is empty.
  std::vector<measure::SuitePair> suites;
  std::vector<measure::SuiteToRun>
      base_only;  ///< suites that head lacks: their benchmarks are missing
  std::vector<measure::SuiteToRun> head_only;  ///< and that base lacks: theirs are new
  std::vector<measure::SuiteToRun> identical;  ///< the same program on both sides: not measured
  CodeSelection selection{};                   ///< what need not be measured of `suites`
  KnownLists lists{};                          ///< of suites that were asked already
  std::string base_name;                       ///< what reports call the sides
  std::string head_name;
  std::string filter;
  std::optional<measure::Seconds> budget;    ///< nothing: the policy's
  std::optional<measure::Seconds> min_time;  ///< likewise
  std::optional<std::uint64_t> seed;         ///< nothing: drawn
  std::optional<model::Shard> shard;         ///< nothing: all benchmarks
  std::vector<int> cpus;                     ///< empty: all that can be used
  std::filesystem::path save;                ///< folder for base.json and head.json
  /// Facts about the sides that the reader must see.
  model::Diagnostics diagnostics;
};

struct DuetOutcome {
  gate::Assessment assessment;
  std::filesystem::path saved;  ///< the folder of base.json and head.json; empty: none
  bool interrupted = false;
};

/// Throws EnvironmentError unless `folder` can take base.json and head.json; empty: nothing is
/// saved.
void check_save(const std::filesystem::path& folder);

/// Discovers, measures, stores as it goes, compares and decides. Throws as measure_pairs(), and
/// UsageError where the two sides have no benchmark in common, unless whole suites are missing or
/// identical.
[[nodiscard]] DuetOutcome measure_and_judge(const DuetRequest& request, const FoundPolicy& policy,
                                            const Caller& caller);

}  // namespace benchgate::work
