#include "benchgate/compare/matching.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "benchgate/compare/similar_names.h"

namespace benchgate::compare {
namespace {

using Renames = std::unordered_map<std::string_view, std::string_view>;

std::unordered_set<std::string_view> names_used_twice(const model::Run& run,
                                                      const Renames& renames) {
  std::unordered_set<std::string_view> once;
  std::unordered_set<std::string_view> twice;
  for (const auto& benchmark : run.benchmarks) {
    const auto renamed = renames.find(benchmark.name);
    const std::string_view name = renamed == renames.end() ? benchmark.name : renamed->second;
    if (!once.insert(name).second) twice.insert(name);
  }
  return twice;
}

/// What two benchmarks must share to be matched.
class KeyMaker {
 public:
  KeyMaker(const model::Run& base, const model::Run& head, const Renames& renames)
      : ambiguous_(names_used_twice(base, renames)) {
    ambiguous_.merge(names_used_twice(head, {}));
  }
  [[nodiscard]] std::string key(std::string_view suite, std::string_view name) const {
    if (!ambiguous_.contains(name)) return std::string(name);
    return std::string(suite).append(1, '\0').append(name);
  }

 private:
  std::unordered_set<std::string_view> ambiguous_;
};

bool has_samples(const model::Benchmark& benchmark) {
  return std::ranges::any_of(benchmark.metrics,
                             [](const auto& series) { return !series.samples.empty(); });
}

/// Why a benchmark cannot be compared, if so.
std::optional<model::Failure> failure_of(const model::Benchmark& benchmark) {
  if (benchmark.failure) return benchmark.failure;
  if (has_samples(benchmark)) return std::nullopt;
  return model::Failure{
      .kind = model::Failure::Kind::Errored,
      .message = "no samples: the file holds aggregates only, or no usable value"};
}

bool has_no_value(const model::Benchmark& benchmark) {
  return !benchmark.failure && !has_samples(benchmark);
}

Lone lone(const model::Benchmark& benchmark) {
  return {.suite = benchmark.suite,
          .benchmark = benchmark.name,
          .metric = {},
          .failure = {},
          .failed_on_both_sides = false,
          .has_no_value = has_no_value(benchmark),
          .similar = {}};
}

void suggest(std::vector<Lone>& lones, std::span<const Lone> others) {
  std::vector<std::string_view> candidates;
  candidates.reserve(others.size());
  for (const auto& other : others) candidates.push_back(other.benchmark);
  // Both lists long: everything changed its name, and no list of guesses would be read.
  constexpr std::size_t kMostLookups = 200;
  if (lones.size() > kMostLookups) return;
  for (auto& one : lones) one.similar = similar_names(one.benchmark, candidates);
}

bool is_same_code(const std::optional<model::Failure>& failure) {
  return failure && failure->kind == model::Failure::Kind::SameCode;
}

void place(const Match& match, Matching& result) {
  const auto head_failure = failure_of(*match.head);
  const auto base_failure = failure_of(*match.base);
  if (!head_failure && !base_failure) {
    result.both.push_back(match);
    return;
  }
  if (is_same_code(head_failure) && is_same_code(base_failure)) {
    result.same_code.push_back(lone(*match.head));
    return;
  }
  Lone failed = lone(*match.head);
  failed.failure = head_failure ? head_failure : base_failure;
  failed.failed_on_both_sides = head_failure && base_failure;
  failed.has_no_value = has_no_value(*match.head) || (!head_failure && has_no_value(*match.base));
  (head_failure ? result.errored : result.errored_in_base).push_back(std::move(failed));
}

/// The renames that apply to base; the others go into `result`.
Renames usable_renames(const model::Run& base, std::span<const Rename> renames, Matching& result) {
  std::unordered_set<std::string_view> names;
  for (const auto& benchmark : base.benchmarks) names.insert(benchmark.name);
  Renames usable;
  for (const auto& rename : renames) {
    if (!names.contains(rename.from)) continue;
    if (names.contains(rename.to)) {
      result.ignored_renames.push_back(rename);
    } else {
      usable.emplace(rename.from, rename.to);
    }
  }
  return usable;
}

}  // namespace

Matching match(const model::Run& base, const model::Run& head, std::span<const Rename> renames) {
  Matching result;
  const auto to = usable_renames(base, renames, result);
  const KeyMaker keys(base, head, to);

  struct InBase {
    const model::Benchmark* benchmark;
    bool renamed;
  };
  std::unordered_map<std::string, InBase> by_key;
  for (const auto& benchmark : base.benchmarks) {
    const auto rename = to.find(benchmark.name);
    const bool renamed = rename != to.end();
    const auto name = renamed ? rename->second : std::string_view(benchmark.name);
    by_key.try_emplace(keys.key(benchmark.suite, name), InBase{&benchmark, renamed});
  }

  std::unordered_set<const model::Benchmark*> matched;
  for (const auto& benchmark : head.benchmarks) {
    const auto found = by_key.find(keys.key(benchmark.suite, benchmark.name));
    if (found != by_key.end() && matched.insert(found->second.benchmark).second) {
      place({found->second.benchmark, &benchmark, found->second.renamed}, result);
      continue;
    }
    Lone added = lone(benchmark);
    added.failure = failure_of(benchmark);
    auto& list = added.failure ? result.errored : result.added;
    list.push_back(std::move(added));
  }
  for (const auto& benchmark : base.benchmarks) {
    if (!matched.contains(&benchmark)) result.missing.push_back(lone(benchmark));
  }
  suggest(result.missing, result.added);
  suggest(result.added, result.missing);
  return result;
}

}  // namespace benchgate::compare
