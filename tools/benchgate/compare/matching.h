// Which benchmark of base stands against which of head: by name, through the policy's renames.
//
// Never the intersection alone: what only one side has, or what failed, is part of the answer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "benchgate/compare/rename.h"
#include "benchgate/model/run.h"

namespace benchgate::compare {

struct Match {
  const model::Benchmark* base = nullptr;
  const model::Benchmark* head = nullptr;
  bool renamed = false;
};

/// A benchmark (or one metric of it) that only one side has, or that failed on one.
struct Lone {
  std::string suite;
  std::string benchmark;
  std::string metric;                     ///< empty: the whole benchmark
  std::optional<model::Failure> failure;  ///< set: it was there and failed
  bool failed_on_both_sides = false;
  bool has_no_value = false;         ///< it ran without an error, and no value of it can be used
  std::vector<std::string> similar;  ///< names only on the other side that look like it
};

struct Matching {
  std::vector<Match> both;  ///< measured on both sides; in head's order
  std::vector<Lone> missing;
  std::vector<Lone> added;
  std::vector<Lone> errored;
  std::vector<Lone> errored_in_base;
  std::vector<Lone> same_code;          ///< on both sides, and not measured on purpose
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
