// The two sides of a change, built: which suites they have to be measured against each other.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "benchgate/builds/build_cache.h"
#include "benchgate/builds/change.h"
#include "benchgate/builds/commit_build.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/work/affected.h"
#include "benchgate/work/code_selection.h"
#include "benchgate/work/found_policy.h"
#include "benchgate/work/observer.h"
#include "benchgate/work/tree_suites.h"

namespace benchgate::work {

/// A change, and where in its two work trees the policy's relative paths start.
struct GatePlace {
  builds::Change change{};
  TreePlace in_tree{};
};

/// Asks git; `explicit_policy` as in folder_of_repository(). Throws as builds::find_change().
[[nodiscard]] GatePlace find_place(const std::string& ref, const FoundPolicy& policy,
                                   bool explicit_policy);

struct GateBuildOptions {
  std::filesystem::path cache{};
  bool use_cache = true;
  std::string filter{};  ///< instead of the suites' own; empty: those
  bool all = false;      ///< also what the change cannot have touched
};

struct GateSides {
  std::vector<measure::SuitePair> suites{};
  std::vector<measure::SuiteToRun> base_only{};
  std::vector<measure::SuiteToRun> head_only{};
  std::vector<measure::SuiteToRun> identical{};  ///< that need not be measured
  CodeSelection selection{};                     ///< of `suites`, unless all is to be measured
  KnownLists lists{};                            ///< of those that the selection looked at
  model::Diagnostics diagnostics{};
};

/// Both builds, which stay as they are while this lives: other gates of the clone wait.
class GateBuilds {
 public:
  /// Builds head where it is, then base, or takes it from the cache.
  /// Throws UsageError where it is unclear how, EnvironmentError where it fails.
  GateBuilds(const GatePlace& place, const GateBuildOptions& options, const FoundPolicy& policy,
             const Caller& caller);

  /// Throws UsageError where a suite is on neither side, or can only be the same on both.
  [[nodiscard]] GateSides sides() const;

  /// A place for what is measured that nobody wants elsewhere.
  [[nodiscard]] std::filesystem::path measured() const { return cache_->measured(); }

  /// With use_cache false: removes base.
  void clean_up() const;

 private:
  /// A build that keeps head's objects would link some without the flags, base's all with them.
  void leave_out_flags_of_old_objects();
  void add(measure::SuitePair suite, GateSides& sides) const;
  void add_on_both(measure::SuitePair suite, GateSides& sides) const;
  void select(measure::SuitePair suite, GateSides& sides) const;
  /// Suites that base's own policy has beyond head's.
  void add_removed(const gate::Policy& of_base, GateSides& sides) const;

  const GatePlace& place_;
  const GateBuildOptions& options_;
  const FoundPolicy& policy_;
  builds::CommitBuildOptions recipe_;
  bool adds_flags_ = false;  ///< as the policy wishes
  std::unique_ptr<builds::BuildCache> cache_;
  builds::CommitBuild base_;
};

}  // namespace benchgate::work
