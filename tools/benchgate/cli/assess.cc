#include "benchgate/cli/assess.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "benchgate/cli/acceptances.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/compare/run_noise.h"
#include "benchgate/gate/decide.h"
#include "benchgate/store/folder_baseline_store.h"

namespace benchgate::cli {
namespace {

compare::RunHistory stored_history(std::string_view machine_class, const FoundPolicy& policy) {
  compare::RunHistory history;
  const store::FolderBaselineStore store(policy.baselines);
  std::vector<store::BaselineKey> seen;
  for (const auto& entry : store.list()) {
    const bool is_new = std::ranges::find(seen, entry.key) == seen.end();
    if (!is_new || entry.key.machine_class != machine_class) continue;
    seen.push_back(entry.key);
    history.add(store.load(entry.key));
  }
  return history;
}

/// Refers to the policy.
compare::Options options_under(const gate::Policy& policy) {
  return {
      .metric = [&](std::string_view benchmark,
                    std::string_view metric) { return judged_metric(policy, benchmark, metric); },
      .must_exist =
          [&](std::string_view benchmark, std::string_view metric) {
            return gate::budget_for(policy, benchmark, metric) != nullptr;
          },
      .renames = policy.renames,
      .level = policy.level};
}

}  // namespace

gate::Assessment assess_apart(const LoadedRun& base, const LoadedRun& head,
                              const FoundPolicy& found, bool base_is_stored) {
  compare::RunHistory history;
  if (base_is_stored) history = stored_history(base.identity.machine_class, found);
  const auto comparison = compare::compare_apart(base.run, head.run, options_under(found.policy));
  return gate::decide(
      {.comparison = comparison,
       .base = base.run,
       .head = head.run,
       .policy = found.policy,
       .base_identity = base.identity,
       .head_identity = head.identity,
       .run_noise =
           [&](const compare::Row& row) {
             // Stored runs know the benchmark by the name it had then.
             return history.spread(
                 {row.suite, row.renamed_from ? *row.renamed_from : row.benchmark, row.metric},
                 found.policy.apart.history_runs);
           },
       .acceptances = acceptances_for(found, base.identity, head.identity)});
}

gate::Assessment assess_together(const LoadedRun& base, const LoadedRun& head,
                                 const FoundPolicy& found, const LeftOut& left_out) {
  const auto& policy = found.policy;
  const auto comparison =
      compare::compare_together(base.run, head.run,
                                {.options = options_under(policy),
                                 .tolerated =
                                     [&](std::string_view benchmark, std::string_view metric) {
                                       return gate::paired_limit(policy, benchmark, metric);
                                     },
                                 .unchanged_within = policy.duet.unchanged_within,
                                 .family_alpha = policy.family_alpha});
  return gate::decide({.comparison = comparison,
                       .base = base.run,
                       .head = head.run,
                       .policy = policy,
                       .base_identity = base.identity,
                       .head_identity = head.identity,
                       .run_noise = {},
                       .identical_suites = left_out.identical_suites,
                       .is_filtered = left_out.is_filtered,
                       .acceptances = acceptances_for(found, base.identity, head.identity)});
}

gate::Assessment assess_alone(const LoadedRun& head, const FoundPolicy& found,
                              const LeftOut& left_out) {
  const model::Run nothing;
  auto comparison = compare::compare_apart(nothing, head.run, options_under(found.policy));
  comparison.pairing = compare::Pairing::Alone;
  return gate::decide({.comparison = comparison,
                       .base = nothing,
                       .head = head.run,
                       .policy = found.policy,
                       .base_identity = {},
                       .head_identity = head.identity,
                       .run_noise = {},
                       .is_filtered = left_out.is_filtered});
}

}  // namespace benchgate::cli
