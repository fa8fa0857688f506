#include "benchgate/site/overview_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "benchgate/report/wording.h"

namespace benchgate::site {
namespace {

using Json = nlohmann::json;

std::size_t missing_of(const SuiteHealth& suite) {
  const auto told = suite.measured.size() + suite.failed.size();
  return suite.benchmarks - std::min(suite.benchmarks, told);
}

ToneAndBadge health_words(const SuiteHealth& suite, std::size_t worse) {
  if (!suite.failed.empty()) return {"bad", "✗ failing"};
  if (worse > 0) return {"unclear", "! slower"};
  if (missing_of(suite) > 0) return {"unclear", "! incomplete"};
  return {"good", "✓ healthy"};
}

/// -1, 0 or 1: down, no matter, up.
int way_of(double ratio) {
  constexpr double kNoMatter = 0.005;
  if (std::abs(ratio - 1) < kNoMatter) return 0;
  return ratio > 1 ? 1 : -1;
}

std::size_t failures_in(const SuiteHealths& suites) {
  return std::accumulate(
      suites.begin(), suites.end(), std::size_t{0},
      [](std::size_t sum, const auto& suite) { return sum + suite.second.failed.size(); });
}

std::string title_of(const RecentNews& news, std::size_t failures) {
  if (!news.slower.empty()) {
    return report::counted(news.slower.size(), "benchmark", "benchmarks") + " got worse lately";
  }
  if (failures > 0) {
    return report::counted(failures, "benchmark", "benchmarks") + " failed last night";
  }
  return "Nothing got worse lately";
}

}  // namespace

std::size_t RecentNews::all_worse() const {
  return std::accumulate(worse.begin(), worse.end(), std::size_t{0},
                         [](std::size_t sum, const auto& one) { return sum + one.second; });
}

RecentNews recent_news(const std::vector<ChangeGroup>& changes, const RunTable& runs) {
  RecentNews news;
  for (const auto& [head, others] : changes) {
    const auto& point = head.change.point;
    if (!runs.is_recent(head.change.at)) continue;
    if (!history::is_sure(point, head.change.finding)) continue;
    if (point.worse) {
      ++news.worse[head.series.suite];
      news.slower.insert(head.slug);
    } else if (!point.neutral) {
      ++news.better;
    }
  }
  return news;
}

std::string_view tone_of(const LevelMove& move, const model::MetricDefinition& definition) {
  const int way = way_of(move.ratio);
  if (way == 0) return "";
  if (move.sure && way_of(*move.sure) != way) return "unclear";
  const bool has_no_direction = definition.direction == model::Direction::NeitherIsBetter;
  if (has_no_direction) return definition.kind == model::MetricKind::Exact ? "bad" : "unclear";
  const auto better = way > 0 ? model::Direction::HigherIsBetter : model::Direction::LowerIsBetter;
  return definition.direction == better ? "good" : "bad";
}

ToneAndBadge outcome_words(std::string_view outcome) {
  if (outcome == "passed") return {"good", "✓ passed"};
  if (outcome == "closed") return {"bad", "✗ closed"};
  if (outcome == "inconclusive") return {"unclear", "! inconclusive"};
  return {"unclear", "measured"};
}

Json suites_json(const SuiteHealths& suites, const RecentNews& news) {
  Json all = Json::array();
  for (const auto& [name, suite] : suites) {
    const auto found = news.worse.find(name);
    const auto worse = found == news.worse.end() ? 0 : found->second;
    const auto [tone, badge] = health_words(suite, worse);
    Json failed = Json::array();
    for (const auto& [benchmark, message] : suite.failed) {
      failed.push_back({{"name", benchmark}, {"message", message}});
    }
    all.push_back({{"name", name},
                   {"tone", tone},
                   {"badge", badge},
                   {"benchmarks", suite.benchmarks},
                   {"measured", suite.measured.size()},
                   {"missing", missing_of(suite)},
                   {"failed", std::move(failed)},
                   {"worse", worse}});
  }
  return all;
}

Json headline_json(const SuiteHealths& suites, const RecentNews& news, const RunTable& runs,
                   std::size_t benchmarks) {
  const auto failures = failures_in(suites);
  const auto latest = runs.newest_of_each_class();
  const bool closed =
      std::ranges::any_of(latest, [&](auto at) { return runs.runs()[at].outcome == "closed"; });
  const auto& newest = runs.runs()[latest.front()];
  const bool bad = news.all_worse() > 0 || failures > 0 || closed;
  const auto outcome =
      fmt::format("In 30 days {} for the worse, {} for the better. Last night{}; {}. {}, {}",
                  report::counted(news.all_worse(), "change", "changes"), news.better,
                  newest.title.empty() ? "" : ": " + newest.title,
                  report::counted(failures, "failure", "failures"),
                  report::counted(benchmarks, "benchmark", "benchmarks"),
                  report::counted(runs.runs().size(), "run", "runs"));
  return {{"tone", bad ? "bad" : "good"},
          {"title", title_of(news, failures)},
          {"outcome", outcome},
          {"measured", newest.measured_at}};
}

}  // namespace benchgate::site
