#include "benchgate/gate/unused_policy.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/edit_distance.h"
#include "benchgate/base/glob.h"
#include "benchgate/base/name_filter.h"
#include "benchgate/model/judged_clock.h"

namespace benchgate::gate {
namespace {

using model::DiagnosticLevel;

constexpr std::string_view kRemedy = "Correct it, remove it, or mark it optional = true.";

bool has_samples(const model::Benchmark& benchmark) {
  return std::ranges::any_of(benchmark.metrics,
                             [](const auto& series) { return !series.samples.empty(); });
}

bool has(const model::Run& run, std::string_view name) {
  return std::ranges::any_of(run.benchmarks,
                             [&](const auto& benchmark) { return benchmark.name == name; });
}

/// The names on both sides, for looking things up and for suggestions.
class Measured {
 public:
  Measured(const model::Run& base, const model::Run& head) : runs_{&base, &head} {
    for (const auto* run : runs_) {
      for (const auto& benchmark : run->benchmarks) {
        for (const auto& series : benchmark.metrics) metrics_.insert(series.metric);
      }
    }
  }

  /// `Entry` is a Rule or a Budget.
  template <class Entry>
  [[nodiscard]] bool uses(const Entry& entry) const {
    return std::ranges::any_of(runs_, [&](const model::Run* run) {
      return std::ranges::any_of(
                 run->benchmarks,
                 [&](const auto& benchmark) { return concerns(entry, benchmark); }) ||
             std::ranges::any_of(run->diagnostics, [&](const auto& diagnostic) {
               // A value that could not be used was measured all the same.
               return !diagnostic.metric.empty() &&
                      applies(entry, timed(*run, diagnostic), diagnostic.metric);
             });
    });
  }

  /// The metric of that benchmark pattern that was most likely meant.
  [[nodiscard]] std::string suggestion(std::string_view benchmark, std::string_view metric) const {
    const bool knows_benchmark = std::ranges::any_of(runs_, [&](const model::Run* run) {
      return std::ranges::any_of(run->benchmarks,
                                 [&](const auto& one) { return glob_match(benchmark, one.name); });
    });
    if (!knows_benchmark) return " No benchmark has that name.";
    const std::vector<std::string_view> candidates(metrics_.begin(), metrics_.end());
    const auto meant = nearest(metric, candidates);
    return meant ? fmt::format(" Did you mean \"{}\"?", *meant) : std::string();
  }

 private:
  static model::TimedName timed(const model::Run& run, const model::Diagnostic& diagnostic) {
    const auto found =
        std::ranges::find(run.benchmarks, diagnostic.benchmark, &model::Benchmark::name);
    if (found == run.benchmarks.end()) {
      return model::timed_by_metric(diagnostic.benchmark, diagnostic.metric);
    }
    return {.name = found->name, .clock = model::judged_clock(*found).metric};
  }

  template <class Entry>
  static bool concerns(const Entry& entry, const model::Benchmark& benchmark) {
    if (!glob_match(entry.benchmark, benchmark.name)) return false;
    if (benchmark.failure || !has_samples(benchmark)) return true;
    const model::TimedName name{.name = benchmark.name,
                                .clock = model::judged_clock(benchmark).metric};
    return applies(entry, name, name.clock) ||
           std::ranges::any_of(benchmark.metrics, [&](const auto& series) {
             return applies(entry, name, series.metric);
           });
  }

  std::array<const model::Run*, 2> runs_;
  std::set<std::string_view> metrics_;
};

template <class Entry>
void add_unused(std::span<const Entry> entries, std::string_view word, const Measured& measured,
                model::Diagnostics& found) {
  for (const auto& entry : entries) {
    if (entry.optional || measured.uses(entry)) continue;
    found.push_back(
        {.level = DiagnosticLevel::Problem,
         .code = fmt::format("unused-{}", word),
         .benchmark = {},
         .message = fmt::format("The {} on line {} of the policy (benchmark \"{}\", metric "
                                "\"{}\") matches nothing that was measured.{} {}",
                                word, entry.position.line, entry.benchmark, entry.metric,
                                measured.suggestion(entry.benchmark, entry.metric), kRemedy)});
  }
}

void add_unused_renames(const Policy& policy, const model::Run& base, const model::Run& head,
                        model::Diagnostics& found) {
  const bool has_base = !base.benchmarks.empty();
  for (const auto& rename : policy.renames) {
    // Without a base, what has either name may be what is meant.
    const bool is_used =
        has_base ? has(base, rename.from) : has(head, rename.from) || has(head, rename.to);
    if (rename.optional || is_used) continue;
    const bool is_done = has_base && has(base, rename.to);
    const auto message =
        is_done ? fmt::format(
                      "The rename on line {} of the policy is done: base has \"{}\" "
                      "already. Remove it.",
                      rename.position.line, rename.to)
                : fmt::format(
                      "The rename on line {} of the policy applies to nothing: {} has no "
                      "benchmark \"{}\". {}",
                      rename.position.line, has_base ? "base" : "the run", rename.from, kRemedy);
    found.push_back({.level = is_done ? DiagnosticLevel::Note : DiagnosticLevel::Problem,
                     .code = "unused-rename",
                     .benchmark = {},
                     .message = message});
  }
}

const model::Suite* find_suite(const model::Run& run, const SuiteEntry& entry) {
  const auto found = std::ranges::find_if(run.suites, [&](const model::Suite& suite) {
    if (suite.name == entry.name) return true;
    return !entry.command.empty() &&
           suite.name == std::filesystem::path(entry.command.front()).filename();
  });
  return found == run.suites.end() ? nullptr : &*found;
}

/// An expression of another dialect than ours matches what nobody can tell.
bool may_keep(const std::string& filter, const std::string& name) {
  try {
    return filter.find("\\d") != std::string::npos || NameFilter(filter).keeps(name);
  } catch (const std::invalid_argument&) {
    return true;
  }
}

/// Was the suite measured without a filter, and would that of the policy have left nothing of it?
bool leaves_nothing(const SuiteEntry& entry, const model::Run& run) {
  const auto* suite = find_suite(run, entry);
  if (suite == nullptr || !suite->environment.find("filter").value_or("").empty()) return false;
  bool has_any = false;
  for (const auto& benchmark : run.benchmarks) {
    if (benchmark.suite != suite->name) continue;
    has_any = true;
    if (may_keep(entry.filter, benchmark.name)) return false;
  }
  return has_any;
}

}  // namespace

model::Diagnostics unused_suite_filters(const Policy& policy, const model::Run& base,
                                        const model::Run& head) {
  model::Diagnostics found;
  for (const auto& entry : policy.suites) {
    if (entry.optional || entry.filter.empty()) continue;
    if (!leaves_nothing(entry, head) && !leaves_nothing(entry, base)) continue;
    found.push_back(
        {.level = DiagnosticLevel::Problem,
         .code = "unused-suite-filter",
         .benchmark = {},
         .message = fmt::format("The filter \"{}\" of the policy's suite {} matches none of its "
                                "benchmarks. {}",
                                entry.filter, entry.name, kRemedy)});
  }
  return found;
}

model::Diagnostics unused_entries(const Policy& policy, const model::Run& base,
                                  const model::Run& head) {
  model::Diagnostics found;
  const Measured measured(base, head);
  add_unused(std::span(policy.rules), "rule", measured, found);
  add_unused(std::span(policy.budgets), "budget", measured, found);
  add_unused_renames(policy, base, head, found);
  return found;
}

bool holds_all_suites(const Policy& policy, const model::Run& base, const model::Run& head) {
  const auto is_whole = [&](const SuiteEntry& entry) {
    const auto* suite = find_suite(head, entry);
    if (suite == nullptr) suite = find_suite(base, entry);
    return suite != nullptr && suite->environment.find("filter").value_or("") == entry.filter;
  };
  const auto has_filter = [](const model::Suite& suite) {
    return !suite.environment.find("filter").value_or("").empty();
  };
  if (policy.suites.empty()) {
    return std::ranges::none_of(head.suites, has_filter) &&
           std::ranges::none_of(base.suites, has_filter);
  }
  return std::ranges::all_of(policy.suites, is_whole);
}

}  // namespace benchgate::gate
