#include "support/history_samples.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

namespace test_support {

using benchgate::model::Basis;
using benchgate::model::HistoryFinding;
using benchgate::model::HistoryPoint;
using benchgate::model::HistoryRecord;
using benchgate::model::SeriesKey;
using benchgate::model::Timestamp;

std::string HistorySamples::text() {
  static const std::array<const char*, 12> kTexts = {
      "",          "main",     "db/select/8",    "caf\xC3\xA9", "it's \"quoted\"",  "back\\slash",
      "line\nend", "\x01\x1f", "{curly,braces}", "NULL",        "\xE2\x82\xAC 5 %", "tab\there"};
  return kTexts.at(below(kTexts.size()));
}

double HistorySamples::value() {
  // Any magnitude, and doubles that decimal digits do not hit.
  const double mantissa = 1 + below(1U << 31U) / 2147483648.0 + below(1024) * 0x1p-52;
  static constexpr std::array<double, 6> kScales = {1, 1e-9, 1e9, 3.3e-300, 1.7e300, 1e-3};
  return mantissa * kScales.at(below(kScales.size()));
}

SeriesKey HistorySamples::series() {
  static const std::array<const char*, 5> kNames = {"db/select/8", "caf\xC3\xA9 \"x\"", "a,b{c}",
                                                    "back\\slash", "NULL"};
  static const std::array<const char*, 3> kMetrics = {"cpu_time", "allocs_per_iter", "p99"};
  const bool of_reference = below(2) == 0;
  return {.suite = below(2) == 0 ? "db" : "",
          .benchmark = kNames.at(below(kNames.size())),
          .metric = kMetrics.at(below(kMetrics.size())),
          .basis = {of_reference ? Basis::Kind::Reference : Basis::Kind::Machine,
                    below(2) == 0 ? "abc" : "def"}};
}

HistoryRecord HistorySamples::record(const std::string& id) {
  constexpr std::uint32_t kTwoYears = 2 * 365 * 86'400;
  HistoryRecord record;
  auto& run = record.run;
  run.id = id;
  run.measured_at = kSpring + below(kTwoYears);
  run.commit = below(4) == 0 ? "" : std::string(40, static_cast<char>('a' + below(6)));
  // Few moments, so that runs share them and other fields decide on the order.
  if (below(3) != 0) run.committed_at = kSpring + Timestamp{below(8)} * 86'400;
  run.subject = text();
  run.branch = text();
  run.machine_class = text();
  run.outcome = below(2) == 0 ? "passed" : "";
  run.title = text();
  run.report_url = text();
  for (auto i = below(4); i > 0; --i) run.environment[text()] = text();
  for (auto i = below(12); i > 0; --i) {
    HistoryPoint point{.series = series(), .value = value(), .samples = below(100)};
    const auto is_same = [&](const auto& other) { return other.series == point.series; };
    if (std::ranges::any_of(record.points, is_same)) continue;
    point.definition = benchgate::model::default_definition(point.series.metric);
    if (below(2) == 0) point.definition.unit = benchgate::model::Unit::None;
    if (point.series.basis.kind == Basis::Kind::Machine && below(4) == 0) point.value *= -1;
    if (below(10) == 0) point.value = point.series.basis.kind == Basis::Kind::Machine ? 0 : 1;
    if (below(2) == 0) {
      point.lower = point.value;
      point.upper = std::max(point.value, point.value * 1.1);
    }
    record.points.push_back(std::move(point));
  }
  for (auto i = below(3); i > 0; --i) {
    record.failures.push_back({"db", "failed/" + std::to_string(i), text()});
  }
  return record;
}

HistoryFinding HistorySamples::finding(const std::string& id) {
  HistoryFinding finding{.id = id,
                         .series = series(),
                         .good = "good" + text(),
                         .bad = "bad",
                         .answer = HistoryFinding::Answer::Range,
                         .culprit = text(),
                         .subject = text(),
                         .found_at = kSpring + Timestamp{below(5)}};
  if (below(2) == 0) finding.narrowed_good = "good" + text();
  if (below(2) == 0) finding.narrowed_bad = "bad" + text();
  if (below(2) == 0) {
    finding.ratio = 1.5;
    finding.lower = 1.25;
    finding.upper = 1.0 / 0.6;
    finding.level = 0.99;
    finding.answer = HistoryFinding::Answer::Culprit;
  } else if (below(2) == 0) {
    finding.answer = HistoryFinding::Answer::Unanswered;
    finding.ending = {.reason = "stopped", .seconds = below(4000), .tool = text()};
  }
  return finding;
}

SeriesKey plain_series() {
  return {"suite", "benchmark", "cpu_time", {Basis::Kind::Machine, "m"}};
}

HistoryRecord plain_record(const std::string& id, Timestamp measured_at, double value) {
  return {.run = {.id = id, .measured_at = measured_at, .commit = "c-" + id},
          .points = {{.series = plain_series(),
                      .definition = benchgate::model::default_definition("cpu_time"),
                      .value = value,
                      .samples = 10}},
          .failures = {}};
}

}  // namespace test_support
