#include "benchgate/work/matched_benchmarks.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/measure/discover.h"

namespace benchgate::work {
namespace {

model::Benchmark only_in_base(const std::string& suite, std::string name) {
  return {.suite = suite,
          .name = std::move(name),
          .failure = model::Failure{.kind = model::Failure::Kind::Skipped,
                                    .message = "not measured, for head does not have it"}};
}

model::Benchmark same_code(const std::string& suite, const std::string& name) {
  return {.suite = suite,
          .name = name,
          .failure = model::Failure{.kind = model::Failure::Kind::SameCode,
                                    .message = "not measured: base and head run the same code"}};
}

bool finds_any(std::span<const measure::SuiteToRun> suites, bool filtered) {
  return std::ranges::any_of(suites,
                             [&](const auto& suite) { return !names_of(suite, filtered).empty(); });
}

class Matcher {
 public:
  Matcher(const DuetRequest& request, const gate::Policy& policy)
      : request_(request), policy_(policy) {
    for (const auto& rename : policy.renames) renamed_from_[rename.to] = rename.from;
  }

  MatchedBenchmarks match() {
    const bool filtered = !request_.filter.empty();
    for (const auto& suite : request_.base_only) {
      for (auto& name : names_of(suite, filtered)) {
        matched_.base_only.push_back(only_in_base(suite.name, std::move(name)));
      }
    }
    matched_.head_only.resize(request_.suites.size());
    for (std::size_t i = 0; i < request_.suites.size(); ++i) {
      const auto& [base, head] = request_.suites[i];
      const auto known = request_.lists.suites.find(head.name);
      if (known != request_.lists.suites.end()) {
        add(i, known->second.base, known->second.head);
      } else {
        add(i, names_of(base, filtered), names_of(head, filtered));
      }
    }
    check(filtered);
    check_filters_of_identical(filtered);
    if (request_.shard) keep(*request_.shard);
    note_lockstep();
    note_selection();
    return std::move(matched_);
  }

 private:
  void add(std::size_t suite, std::vector<std::string> in_base,
           const std::vector<std::string>& in_head) {
    for (const auto& head : in_head) {
      auto found = std::ranges::find(in_base, head);
      const auto old = renamed_from_.find(head);
      if (found == in_base.end() && old != renamed_from_.end()) {
        found = std::ranges::find(in_base, old->second);
      }
      if (found == in_base.end()) {
        matched_.head_only[suite].push_back(head);
        continue;
      }
      if (is_same_code(request_.suites[suite].head.name, *found, head)) {
        matched_.same_code.push_back(same_code(request_.suites[suite].head.name, head));
        in_base.erase(found);
        continue;
      }
      matched_.both.push_back(
          {.suite = suite, .base_name = *found, .head_name = head, .pacing = pacing_of(head)});
      in_base.erase(found);
    }
    for (auto& base : in_base) {
      matched_.base_only.push_back(only_in_base(request_.suites[suite].head.name, std::move(base)));
    }
  }

  [[nodiscard]] bool is_same_code(const std::string& suite, const std::string& base,
                                  const std::string& head) const {
    return base == head && request_.selection.is_same_code(suite, head);
  }

  model::Pacing pacing_of(const std::string& name) {
    const auto pacing = measure::pacing_for(name, !request_.cpus.empty());
    if (pacing != model::Pacing::Duet) return pacing;
    const auto metric = gate::judged_wall_metric(
        policy_, {.name = name, .clock = std::string(formats::clock_of(name))});
    if (!metric) return pacing;
    ++for_wall_metric_[*metric];
    return model::Pacing::Lockstep;
  }

  /// Leaves what belongs to the shard. Head's name decides, so that both sides of a pair agree.
  void keep(const model::Shard& shard) {
    const auto& suites = request_.suites;
    std::erase_if(matched_.both, [&](const measure::PairedBenchmark& benchmark) {
      return !shard.has(suites[benchmark.suite].head.name, benchmark.head_name);
    });
    std::erase_if(matched_.base_only, [&](const model::Benchmark& benchmark) {
      return !shard.has(benchmark.suite, benchmark.name);
    });
    std::erase_if(matched_.same_code, [&](const model::Benchmark& benchmark) {
      return !shard.has(benchmark.suite, benchmark.name);
    });
    for (std::size_t i = 0; i < suites.size(); ++i) {
      std::erase_if(matched_.head_only[i],
                    [&](const std::string& name) { return !shard.has(suites[i].head.name, name); });
    }
  }

  void note_lockstep() {
    for (const auto& [metric, benchmarks] : for_wall_metric_) {
      matched_.diagnostics.push_back(
          {.level = model::DiagnosticLevel::Note,
           .code = "lockstep-for-metric",
           .benchmark = {},
           .message = fmt::format("{1} of the benchmarks were measured in lockstep, because the "
                                  "policy judges {0}, which a duet cannot measure.",
                                  metric, benchmarks)});
    }
  }

  void note_selection() {
    std::vector<CodeSelection::Name> measured;
    for (const auto& benchmark : matched_.both) {
      measured.push_back({request_.suites[benchmark.suite].head.name, benchmark.head_name});
    }
    std::ranges::move(request_.selection.notes(measured, matched_.same_code.size()),
                      std::back_inserter(matched_.diagnostics));
    matched_.code_changes = request_.selection.changes(measured);
  }

  void check(bool filtered) const {
    if (!matched_.both.empty() || !matched_.same_code.empty()) return;
    if (!request_.base_only.empty()) return;
    const auto in_head =
        std::ranges::find_if(matched_.head_only, [](const auto& names) { return !names.empty(); });
    const bool has_head = in_head != matched_.head_only.end();
    const bool has_new = has_head || !request_.head_only.empty();
    if (matched_.base_only.empty() && !has_new && !finds_any(request_.identical, filtered)) {
      throw UsageError("the filter matches no benchmark of either side");
    }
    if (!request_.identical.empty()) return;
    throw UsageError(fmt::format(
        "base and head have no benchmark in common: base has {}, head has {}; `[renames]` in the "
        "policy maps names that have changed",
        matched_.base_only.empty() ? "none" : matched_.base_only.front().name,
        has_head ? in_head->front() : "none"));
  }

  /// They are not measured; a filter that matches nothing is wrong all the same.
  void check_filters_of_identical(bool filtered) const {
    for (const auto& suite : request_.identical) {
      if (!filtered && !suite.filter.empty()) (void)names_of(suite, filtered);
    }
  }

  const DuetRequest& request_;
  const gate::Policy& policy_;
  std::map<std::string, std::string> renamed_from_;
  std::map<std::string, std::size_t> for_wall_metric_;
  MatchedBenchmarks matched_;
};

}  // namespace

MatchedBenchmarks match_benchmarks(const DuetRequest& request, const gate::Policy& policy) {
  return Matcher(request, policy).match();
}

std::vector<std::string> names_of(const measure::SuiteToRun& suite, bool may_be_empty) {
  try {
    return measure::discover(suite);
  } catch (const UsageError&) {
    if (!may_be_empty) throw;
    auto unfiltered = suite;
    unfiltered.filter.clear();
    (void)measure::discover(unfiltered);  // throws what is wrong beside the filter
    return {};
  }
}

}  // namespace benchgate::work
