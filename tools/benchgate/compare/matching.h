// Which benchmark of base stands against which of head: by name, through the policy's renames.
//
// Never the intersection alone: what only one side has, or what failed, is part of the answer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "benchgate/compare/comparison.h"
#include "benchgate/model/run.h"

namespace benchgate::compare {

struct Match {
  const model::Benchmark* base = nullptr;
  const model::Benchmark* head = nullptr;
  bool renamed = false;
};

struct Matching {
  std::vector<Match> both;  ///< measured on both sides; in head's order
  std::vector<Lone> missing;
  std::vector<Lone> added;
  std::vector<Lone> errored;
  std::vector<Lone> errored_in_base;
  std::vector<Rename> ignored_renames;  ///< base has the new name too: each stands for itself
};

/// Benchmarks are matched by name alone where that is unambiguous: the same suite built twice may
/// carry two names (bench_base, bench_head). A name that several suites of a run use is matched
/// within its suite. A rename applies to names of base, unless base has the new name already: then
/// it is out of date, and following it would compare the wrong pair. The result points into the
/// runs.
[[nodiscard]] Matching match(const model::Run& base, const model::Run& head,
                             std::span<const Rename> renames);

}  // namespace benchgate::compare
