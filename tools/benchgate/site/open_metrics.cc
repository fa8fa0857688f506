#include "benchgate/site/open_metrics.h"

#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/model/metric.h"
#include "benchgate/report/change_wording.h"
#include "benchgate/report/unicode.h"
#include "benchgate/site/benchmark_history.h"
#include "benchgate/site/change_group.h"
#include "benchgate/site/run_table.h"
#include "benchgate/site/suite_health.h"

namespace benchgate::site {
namespace {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

/// One metric family: gathered benchmark by benchmark, written in one piece.
struct Family {
  std::string_view help;
  std::string lines;
};

/// Quotes, backslashes and line ends are what a label's value cannot hold as they are. Everything
/// unseen is made visible first: a label is read by people.
std::string label_value(std::string_view text) {
  std::string escaped;
  for (const char c : report::visible(text)) {
    if (c == '\\' || c == '"') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

class Exposition {
 public:
  void add(const std::string& family, std::string_view help, const Labels& labels, double value) {
    auto& one = families_[family];
    one.help = help;
    one.lines += family + "{";
    bool first = true;
    for (const auto& [name, text] : labels) {
      one.lines += fmt::format("{}{}=\"{}\"", first ? "" : ",", name, label_value(text));
      first = false;
    }
    one.lines += fmt::format("}} {}\n", value);
  }

  [[nodiscard]] std::string text() const {
    std::string all;
    for (const auto& [name, family] : families_) {
      all += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n{2}", name, family.help, family.lines);
    }
    return all + "# EOF\n";
  }

 private:
  std::map<std::string, Family> families_;
};

struct UnitFamily {
  model::Unit unit;
  std::string_view suffix;
  double scale;  ///< from our unit to Prometheus' base unit
};

constexpr std::array<UnitFamily, 7> kUnits{{
    {model::Unit::Nanoseconds, "seconds", 1e-9},
    {model::Unit::Bytes, "bytes", 1},
    {model::Unit::BytesPerSecond, "bytes_per_second", 1},
    {model::Unit::ItemsPerSecond, "items_per_second", 1},
    {model::Unit::Fraction, "ratio", 1},
    {model::Unit::Count, "number", 1},
    {model::Unit::None, "number", 1},
}};

const UnitFamily& family_of(model::Unit unit) {
  for (const auto& one : kUnits)
    if (one.unit == unit) return one;
  return kUnits.back();
}

Labels labels_of(const model::SeriesKey& key) {
  return {{"suite", key.suite},
          {"benchmark", key.benchmark},
          {"metric", key.metric},
          {"basis", std::string(model::basis_name(key.basis.kind))},
          {"of", key.basis.of}};
}

void add_newest_point(Exposition& all, const AnalysedSeries& one) {
  const auto& newest = one.series.points.back();
  const bool reference = one.series.key.basis.kind == model::Basis::Kind::Reference;
  const auto& unit = family_of(one.series.definition.unit);
  const std::string suffix(reference ? "reference_ratio" : unit.suffix);
  const double scale = reference ? 1 : unit.scale;
  const auto labels = labels_of(one.series.key);
  all.add("benchgate_benchmark_" + suffix, "The newest figure of a benchmark's metric.", labels,
          newest.value * scale);
  if (!newest.lower || !newest.upper) return;
  all.add("benchgate_benchmark_lower_" + suffix, "The lower end of the newest figure's interval.",
          labels, *newest.lower * scale);
  all.add("benchgate_benchmark_upper_" + suffix, "The upper end of the newest figure's interval.",
          labels, *newest.upper * scale);
}

/// What measuring again denied is no news, whether it stands in the history or not.
std::string state_of(const NotedChange& noted) {
  const auto denied = model::answer_name(model::HistoryFinding::Answer::NotConfirmed);
  return std::string(history::is_denied(noted.change.finding)
                         ? denied
                         : history::state_name(noted.change.point.state));
}

std::string verdict_of(const NotedChange& noted) {
  return std::string(history::verdict_word(noted.change.point));
}

void add_changes(Exposition& all, const std::vector<ChangeGroup>& groups, const RunTable& runs,
                 std::map<std::pair<std::string, std::string>, int>& counts) {
  for (const auto& [noted, others] : groups) {
    const auto& at = noted.change.at;
    if (!runs.is_recent(at) || noted.change.point.state == history::ChangeState::WentAway) continue;
    if (!history::is_denied(noted.change.finding))
      ++counts[{noted.series.suite, verdict_of(noted)}];
    auto labels = labels_of(noted.series);
    labels.emplace_back("verdict", verdict_of(noted));
    labels.emplace_back("state", state_of(noted));
    labels.emplace_back("commit", report::short_commit(at.commit));
    all.add("benchgate_change_sure",
            "1 for a change of the last 30 days that stands and that measuring again did not deny.",
            labels, history::is_sure(noted.change.point, noted.change.finding) ? 1 : 0);
    if (const auto& ratio = history::present_ratio(noted.change.point)) {
      all.add("benchgate_change_ratio",
              "Level behind a change of the last 30 days, as far as it is still there / before.",
              labels, ratio->point);
    }
    all.add("benchgate_change_timestamp_seconds",
            "When the commit at a change point of the last 30 days was made.", labels,
            static_cast<double>(moment_of(at)));
  }
}

void add_runs(Exposition& all, const RunTable& runs) {
  for (const auto at : runs.newest_of_each_class()) {
    const auto& run = runs.runs()[at];
    all.add("benchgate_last_run_timestamp_seconds", "When the newest run was measured.",
            {{"machine_class", run.machine_class}}, static_cast<double>(run.measured_at));
    for (const std::string outcome : {"passed", "closed", "inconclusive"}) {
      all.add("benchgate_last_run_outcome", "1 for how the newest run ended, 0 for the rest.",
              {{"machine_class", run.machine_class}, {"outcome", outcome}},
              run.outcome == outcome ? 1 : 0);
    }
  }
}

}  // namespace

std::string open_metrics(const store::HistoryStore& store) {
  const RunTable runs(store.runs());
  if (runs.empty()) {
    throw InputError("history", "has no runs yet; `benchgate store append` adds the first");
  }
  Exposition all;
  auto suites = newest_health(store, runs);
  std::map<std::pair<std::string, std::string>, int> counts;
  const auto findings = store.findings();
  for_each_benchmark(store, runs, {}, [&](const BenchmarkHistory& benchmark) {
    if (is_current(benchmark, runs)) ++suites[benchmark.suite].benchmarks;
    for (const auto& one : benchmark.series) add_newest_point(all, one);
    add_changes(all, group_changes(benchmark, changes_of(benchmark, runs, findings)), runs, counts);
  });
  for (const auto& [name, suite] : suites) {
    const Labels labels = {{"suite", name}};
    all.add("benchgate_suite_benchmarks",
            "Benchmarks of a suite that the last 30 days have figures of.", labels,
            static_cast<double>(suite.benchmarks));
    all.add("benchgate_suite_measured_benchmarks", "Those that the newest run has figures of.",
            labels, static_cast<double>(suite.measured.size()));
    all.add("benchgate_suite_failed_benchmarks", "Those that gave no figures in the newest run.",
            labels, static_cast<double>(suite.failed.size()));
    for (const std::string verdict : {"worse", "better", "neutral"}) {
      all.add("benchgate_suite_changes",
              "Change points of the last 30 days that nothing denied, by benchmark.",
              {{"suite", name}, {"verdict", verdict}}, counts[{name, verdict}]);
    }
  }
  add_runs(all, runs);
  return all.text();
}

}  // namespace benchgate::site
