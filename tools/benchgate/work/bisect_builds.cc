#include "benchgate/work/bisect_builds.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/base/glob.h"
#include "benchgate/builds/commit_range.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/gate/policy.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/model/metric.h"
#include "benchgate/work/affected.h"
#include "benchgate/work/matched_benchmarks.h"
#include "benchgate/work/suite_input.h"

namespace benchgate::work {
namespace {

using builds::short_commit;

/// Long lists are cut: one looks for a misspelt name.
constexpr std::size_t kMostNamed = 10;

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

builds::BuildCache open_cache(const BisectSetup& setup, Observer& observer) {
  const Phase phase(observer);
  return {setup.cache, setup.clone,
          [&](const std::string& process) { observer.waiting_for(process); }};
}

std::string metric_of(const BisectSetup& setup, const std::string& benchmark) {
  if (setup.asked.metric != gate::kClockPattern) return setup.asked.metric;
  return std::string(formats::clock_of(benchmark));
}

/// What BAD has, for whoever misspelt it.
std::string listed(std::vector<std::string> names) {
  const bool is_cut = names.size() > kMostNamed;
  if (is_cut) names.resize(kMostNamed);
  return fmt::format("{}{}", fmt::join(names, ", "), is_cut ? ", ..." : "");
}

}  // namespace

BisectBuilds::BisectBuilds(const BisectSetup& setup, Observer& observer)
    : setup_(setup),
      observer_(observer),
      cache_(open_cache(setup, observer)),
      can_pin_(!measure::usable_cpus().empty()) {}

std::filesystem::path BisectBuilds::build(const std::string& commit) {
  const Phase phase(observer_);
  return builds::build_commit(
             cache_, setup_.clone, {.id = commit, .name = short_commit(commit)}, setup_.build,
             [&](const builds::BuildProgress& progress) { observer_.building(progress); })
      .root;
}

std::vector<measure::SuitePair> BisectBuilds::suites_of(
    const std::filesystem::path& base, const std::filesystem::path& head,
    const std::vector<std::string>& names) const {
  auto in_base = suites_in(base, setup_.place, setup_.policy, names);
  auto in_head = suites_in(head, setup_.place, setup_.policy, names);
  std::vector<measure::SuitePair> pairs;
  for (std::size_t i = 0; i < in_head.size(); ++i) {
    if (!can_be_run(in_base[i]) || !can_be_run(in_head[i])) continue;
    for (auto* side : {&in_base[i], &in_head[i]}) {
      side->min_time = setup_.asked.min_time.value_or(setup_.policy.policy.duet.min_time);
    }
    pairs.push_back({.base = std::move(in_base[i]), .head = std::move(in_head[i])});
  }
  return pairs;
}

/// A benchmark by the name that it has there: today's, or what it was called.
std::string BisectBuilds::name_in(const std::vector<std::string>& names,
                                  const std::string& name) const {
  if (std::ranges::find(names, name) != names.end()) return name;
  for (const auto& rename : setup_.policy.policy.renames) {
    const bool is_this = rename.to == name;
    if (is_this && std::ranges::find(names, rename.from) != names.end()) return rename.from;
  }
  return {};
}

/// The other way round: a commit of long ago may have it by the name that it had.
std::string BisectBuilds::name_of_today(const std::vector<std::string>& names,
                                        const std::string& name) const {
  for (const auto& rename : setup_.policy.policy.renames) {
    const bool is_this = rename.from == name;
    if (is_this && std::ranges::find(names, rename.to) == names.end()) return rename.to;
  }
  return name;
}

void BisectBuilds::add(measure::SuitePair suite,
                       const std::function<bool(const std::string&)>& is_wanted,
                       BisectSides& sides) const {
  const bool may_be_empty = !suite.head.filter.empty();
  const auto in_base = names_of(suite.base, may_be_empty);
  const auto in_head = names_of(suite.head, may_be_empty);
  for (const auto& head_name : in_head) {
    const auto name = name_of_today(in_head, head_name);
    const auto base_name = name_in(in_base, name);
    if (!is_wanted(name) || base_name.empty()) continue;
    const auto metric = metric_of(setup_, name);
    auto pacing = measure::pacing_for(name, can_pin_);
    if (pacing == model::Pacing::Duet && model::is_wall_time(metric)) {
      pacing = model::Pacing::Lockstep;
    }
    sides.benchmarks.push_back({.suite = sides.suites.size(),
                                .base_name = base_name,
                                .head_name = head_name,
                                .pacing = pacing});
    sides.targets.push_back({.suite = suite.head.name, .benchmark = name, .metric = metric});
  }
  sides.suites.push_back(std::move(suite));
}

BisectSides BisectBuilds::first_sides(const std::string& base, const std::string& head) {
  BisectSides sides;
  std::vector<std::string> all;
  const auto base_root = build(base);
  const auto head_root = build(head);
  for (auto& suite : suites_of(base_root, head_root, setup_.asked.suites)) {
    const auto names = names_of(suite.head, !suite.head.filter.empty());
    all.insert(all.end(), names.begin(), names.end());
    add(
        std::move(suite),
        [&](const std::string& name) { return glob_match(setup_.asked.benchmark, name); }, sides);
  }
  if (!sides.benchmarks.empty()) return sides;
  if (all.empty()) {
    throw UsageError(
        fmt::format("{} and {} have no suite in common that can be run; benchgate.toml "
                    "says where their executables are",
                    short_commit(base), short_commit(head)));
  }
  const bool is_in_head = std::ranges::any_of(
      all, [&](const auto& name) { return glob_match(setup_.asked.benchmark, name); });
  if (is_in_head) {
    throw UsageError(
        fmt::format("--benchmark '{}': {} has it, and {} has not, so there is nothing "
                    "to compare with; name a later GOOD",
                    setup_.asked.benchmark, short_commit(head), short_commit(base)));
  }
  throw UsageError(fmt::format("--benchmark '{}' matches nothing of {}, which has {}",
                               setup_.asked.benchmark, short_commit(head), listed(std::move(all))));
}

BisectSides BisectBuilds::sides(const std::string& base, const std::string& head,
                                const BisectTarget& target) {
  BisectSides sides;
  std::vector<std::filesystem::path> roots;
  for (const auto& commit : {base, head}) {
    const auto known = unbuildable_.find(commit);
    if (known == unbuildable_.end()) {
      try {
        roots.push_back(build(commit));
        continue;
      } catch (const builds::BuildFailure& error) {
        unbuildable_[commit] = first_line(error.what());
      }
    }
    sides.untestable = unbuildable_[commit];
    return sides;
  }
  try {
    for (auto& suite : suites_of(roots.front(), roots.back(), {target.suite})) {
      add(
          std::move(suite), [&](const auto& name) { return name == target.benchmark; }, sides);
    }
    if (sides.benchmarks.empty()) {
      sides.untestable = fmt::format("has no benchmark {}", target.benchmark);
    }
  } catch (const Error& error) {
    // It builds, and does not even list its benchmarks.
    if (measure::interrupts_received() > 0) throw;
    sides.untestable = first_line(error.what());
  }
  return sides;
}

Sameness BisectBuilds::sameness(const std::string& one, const std::string& other,
                                const BisectTarget& target) const {
  const auto tree = [&](const std::string& commit) {
    return cache_.tree(builds::key_of(commit, setup_.build));
  };
  for (const auto& commit : {one, other}) {
    if (!cache_.holds(builds::key_of(commit, setup_.build))) return Sameness::None;
  }
  const auto in_tree = [&](const std::string& commit) {
    return suites_in(tree(commit), setup_.place, setup_.policy, {target.suite}).front();
  };
  const measure::SuitePair pair{.base = in_tree(one), .head = in_tree(other)};
  if (!can_be_run(pair.base) || !can_be_run(pair.head)) return Sameness::None;
  const auto input =
      changed_input(pair, {.base = tree(one),
                           .head = tree(other),
                           .folder = setup_.place.folder,
                           .files = builds::files_between(setup_.clone, one, other)});
  if (input.changed) return Sameness::None;
  if (is_same_program(pair)) return Sameness::Program;
  const auto is_same = [&](const reach::Selected& benchmark) {
    return benchmark.benchmark == target.benchmark && benchmark.answer == reach::Answer::SameCode;
  };
  return std::ranges::any_of(affected(pair, {.base = measure::discover(pair.base),
                                             .head = measure::discover(pair.head)}),
                             is_same)
             ? Sameness::Code
             : Sameness::None;
}

}  // namespace benchgate::work
