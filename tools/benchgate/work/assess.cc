#include "benchgate/work/assess.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/compare/paired_comparison.h"
#include "benchgate/compare/run_noise.h"
#include "benchgate/gate/decide.h"
#include "benchgate/gate/policy_request.h"
#include "benchgate/store/folder_baseline_store.h"
#include "benchgate/work/acceptances.h"
#include "benchgate/work/shard_choice.h"

namespace benchgate::work {
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

/// That a reader must not take a part for the whole.
void say_if_shard(const model::Run& head, const gate::Policy& share,
                  compare::Comparison& comparison) {
  if (!head.shard) return;
  comparison.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Warning,
       .code = "shard",
       .benchmark = {},
       .message = fmt::format("This is shard {} of {}, judged by itself, with its share of the "
                              "false-alarm rate ({:g} %). `benchgate merge` puts the shards "
                              "together to judge the whole.",
                              head.shard->index, head.shard->count, share.family_alpha * 100)});
}

template <typename Part, typename Key>
bool hold_the_same(const std::vector<Part>& base, const std::vector<Part>& head, const Key& key) {
  if (base.size() != head.size()) return false;
  const auto sorted = [&](const std::vector<Part>& parts) {
    std::vector<const Part*> pointers;
    for (const auto& part : parts) pointers.push_back(&part);
    std::ranges::sort(pointers, {}, [&](const Part* part) { return key(*part); });
    return pointers;
  };
  return std::ranges::equal(
      sorted(base), sorted(head), {}, [](auto* part) -> auto& { return *part; },
      [](auto* part) -> auto& { return *part; });
}

/// A run that failed may have left the file of an earlier one, which then is compared with itself.
void say_if_same(const model::Run& base, const model::Run& head, compare::Comparison& comparison) {
  const bool is_same =
      !base.benchmarks.empty() &&
      hold_the_same(base.suites, head.suites,
                    [](const model::Suite& suite) { return std::string_view(suite.name); }) &&
      hold_the_same(base.benchmarks, head.benchmarks, [](const model::Benchmark& benchmark) {
        return std::pair<std::string_view, std::string_view>(benchmark.suite, benchmark.name);
      });
  if (!is_same) return;
  comparison.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Warning,
       .code = "same-measurement",
       .benchmark = {},
       .message = "Base and head are the same measurement: the same samples of the same moment. "
                  "Nothing was compared. Measure head again, or name another file."});
}

/// Stored runs know a benchmark by the name that it had then.
compare::MetricKey stored_as(const compare::Row& row) {
  return {row.suite, row.renamed_from ? *row.renamed_from : row.benchmark, row.metric};
}

}  // namespace

gate::Assessment assess_apart(const LoadedRun& base, const LoadedRun& head,
                              const FoundPolicy& found, const ApartOptions& options) {
  compare::RunHistory history;
  if (options.base_is_stored) history = stored_history(base.identity.machine_class, found);
  const auto policy = share_of(found.policy, head.run.shard);
  const auto compare_with = [&](const model::Run& measured) {
    auto request = gate::request_under(policy, base.run, measured);
    request.stored_runs = &history;
    return compare::compare_apart(std::move(request));
  };
  auto comparison = compare_with(head.run);
  say_if_shard(head.run, policy, comparison);
  say_if_same(base.run, head.run, comparison);
  compare::Comparison second;
  std::optional<gate::SecondMeasurement> again;
  if (options.again != nullptr) {
    second = compare_with(options.again->run);
    again.emplace(gate::SecondMeasurement{second, options.again->run});
  }
  return gate::decide(
      {.comparison = comparison,
       .base = base.run,
       .head = head.run,
       .policy = policy,
       .base_identity = base.identity,
       .head_identity = head.identity,
       .run_noise =
           [&](const compare::Row& row) {
             return history.spread(stored_as(row), found.policy.apart.history_runs);
           },
       .is_filtered = options.is_filtered || head.run.shard.has_value(),
       .acceptances = acceptances_for(found, base.identity, head.identity),
       .varying_counts =
           [&](const compare::Row& row) { return history.varying_values(stored_as(row)); },
       .again = again});
}

gate::Assessment assess_together(const LoadedRun& base, const LoadedRun& head,
                                 const FoundPolicy& found, const LeftOut& left_out) {
  const auto policy = share_of(found.policy, head.run.shard);
  auto comparison = compare::compare_together(
      gate::request_under(policy, base.run, head.run),
      {.unchanged_within = policy.duet.unchanged_within, .family_alpha = policy.family_alpha});
  say_if_shard(head.run, policy, comparison);
  return gate::decide({.comparison = comparison,
                       .base = base.run,
                       .head = head.run,
                       .policy = policy,
                       .base_identity = base.identity,
                       .head_identity = head.identity,
                       .run_noise = {},
                       .identical_suites = left_out.identical_suites,
                       .is_filtered = left_out.is_filtered || head.run.shard.has_value(),
                       .acceptances = acceptances_for(found, base.identity, head.identity)});
}

gate::Assessment assess_alone(const LoadedRun& head, const FoundPolicy& found,
                              const LeftOut& left_out, const LoadedRun* again) {
  const model::Run nothing;
  auto comparison = compare::compare_apart(gate::request_under(found.policy, nothing, head.run));
  comparison.pairing = compare::Pairing::Alone;
  const compare::Comparison no_rows;
  std::optional<gate::SecondMeasurement> second;
  if (again != nullptr) second.emplace(gate::SecondMeasurement{no_rows, again->run});
  return gate::decide({.comparison = comparison,
                       .base = nothing,
                       .head = head.run,
                       .policy = found.policy,
                       .base_identity = {},
                       .head_identity = head.identity,
                       .run_noise = {},
                       .is_filtered = left_out.is_filtered || head.run.shard.has_value(),
                       .again = second});
}

}  // namespace benchgate::work
