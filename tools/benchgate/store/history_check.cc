#include "benchgate/store/history_check.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/formats/utf8.h"
#include "benchgate/store/history_limits.h"

namespace benchgate::store {
namespace {

using Objection = std::optional<std::string>;

enum class Emptiness { Allowed, Refused };

/// PostgreSQL's texts hold no NUL; JSON is UTF-8.
Objection check_text(std::string_view text, std::size_t most,
                     Emptiness emptiness = Emptiness::Allowed) {
  if (text.empty() && emptiness == Emptiness::Refused) return "must not be empty";
  if (text.size() > most) return fmt::format("is longer than {} bytes", most);
  if (text.find('\0') != std::string_view::npos) return "holds a NUL byte";
  if (formats::valid_utf8_prefix(text) != text.size()) return "is not UTF-8";
  return std::nullopt;
}

Objection check_instant(model::Timestamp seconds) {
  if (seconds < 0 || seconds > kLastInstant) return "must lie in the years 1970 to 9999";
  return std::nullopt;
}

Objection check_interval(const std::optional<double>& lower, const std::optional<double>& upper) {
  if (lower.has_value() != upper.has_value()) return "has one end of its interval only";
  if (!lower) return std::nullopt;
  if (!std::isfinite(*lower) || !std::isfinite(*upper)) return "its interval must be finite";
  if (*lower > *upper) return "its interval ends before it begins";
  return std::nullopt;
}

Objection check_series(const model::SeriesKey& key) {
  const auto name = [](std::string_view what, Objection found) -> Objection {
    if (found) return fmt::format("{}: {}", what, *found);
    return std::nullopt;
  };
  if (auto bad = name("suite", check_text(key.suite, kMostNameBytes))) return bad;
  if (auto bad = name("benchmark", check_text(key.benchmark, kMostNameBytes, Emptiness::Refused))) {
    return bad;
  }
  if (auto bad = name("metric", check_text(key.metric, kMostNameBytes, Emptiness::Refused))) {
    return bad;
  }
  return name("basis", check_text(key.basis.of, kMostNameBytes));
}

Objection check_point(const model::HistoryPoint& point) {
  if (auto bad = check_series(point.series)) return bad;
  if (!std::isfinite(point.value)) return "value: must be finite";
  if (point.series.basis.kind == model::Basis::Kind::Reference && point.value <= 0) {
    return "value: a ratio must be positive";
  }
  return check_interval(point.lower, point.upper);
}

/// The place of a point of whose series there is another one; nothing where there is none.
std::optional<std::size_t> twice(const std::vector<model::HistoryPoint>& points) {
  std::vector<const model::HistoryPoint*> sorted;
  sorted.reserve(points.size());
  for (const auto& point : points) sorted.push_back(&point);
  std::ranges::sort(sorted, [](const auto* a, const auto* b) { return a->series < b->series; });
  const auto found = std::ranges::adjacent_find(
      sorted, [](const auto* a, const auto* b) { return a->series == b->series; });
  if (found == sorted.end()) return std::nullopt;
  return static_cast<std::size_t>(*found - points.data());
}

Objection check_environment(const model::HistoryRun& run) {
  if (run.environment.size() > kMostFields) return fmt::format("has more than {}", kMostFields);
  for (const auto& [field, value] : run.environment) {
    if (auto bad = check_text(field, kMostNameBytes)) return "a name " + *bad;
    if (auto bad = check_text(value, kMostTextBytes)) return fmt::format("{}: {}", field, *bad);
  }
  return std::nullopt;
}

Objection check_run(const model::HistoryRun& run) {
  if (!model::is_history_id(run.id)) {
    return "id: must be 1 to 80 of [A-Za-z0-9._-], not beginning with '.' or '-'";
  }
  if (auto bad = check_instant(run.measured_at)) return "measured_at: " + *bad;
  if (run.committed_at) {
    if (auto bad = check_instant(*run.committed_at)) return "committed_at: " + *bad;
  }
  struct Text {
    const char* name;
    const std::string* text;
    std::size_t most;
  };
  for (const auto& [name, text, most] :
       {Text{"commit", &run.commit, kMostNameBytes}, Text{"subject", &run.subject, kMostTextBytes},
        Text{"branch", &run.branch, kMostNameBytes},
        Text{"machine_class", &run.machine_class, kMostNameBytes},
        Text{"outcome", &run.outcome, kMostNameBytes}, Text{"title", &run.title, kMostTextBytes},
        Text{"report_url", &run.report_url, kMostTextBytes}}) {
    if (auto bad = check_text(*text, most)) return fmt::format("{}: {}", name, *bad);
  }
  if (auto bad = check_environment(run)) return "environment: " + *bad;
  return std::nullopt;
}

/// Whatever a policy says of the metric.
bool is_same_figure(const model::HistoryPoint& one, const model::HistoryPoint& other) {
  return one.series == other.series && one.value == other.value && one.lower == other.lower &&
         one.upper == other.upper && one.samples == other.samples;
}

Objection check_failure(const model::HistoryFailure& failure) {
  if (auto bad = check_text(failure.suite, kMostNameBytes)) return "suite: " + *bad;
  if (auto bad = check_text(failure.benchmark, kMostNameBytes, Emptiness::Refused)) {
    return "benchmark: " + *bad;
  }
  if (auto bad = check_text(failure.message, kMostTextBytes)) return "message: " + *bad;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> objection(const model::HistoryRecord& record) {
  if (auto bad = check_run(record.run)) return bad;
  if (record.points.size() > kMostPoints) {
    return fmt::format("points: are more than {}", kMostPoints);
  }
  for (std::size_t i = 0; i < record.points.size(); ++i) {
    if (auto bad = check_point(record.points[i])) return fmt::format("points[{}].{}", i, *bad);
  }
  if (const auto place = twice(record.points)) {
    return fmt::format("points[{}]: there is another point of its series", *place);
  }
  if (record.failures.size() > kMostFailures) {
    return fmt::format("failures: are more than {}", kMostFailures);
  }
  for (std::size_t i = 0; i < record.failures.size(); ++i) {
    if (auto bad = check_failure(record.failures[i])) {
      return fmt::format("failures[{}].{}", i, *bad);
    }
  }
  return std::nullopt;
}

std::optional<std::string> objection(const model::HistoryFinding& finding) {
  if (!model::is_history_id(finding.id)) {
    return "id: must be 1 to 80 of [A-Za-z0-9._-], not beginning with '.' or '-'";
  }
  if (auto bad = check_series(finding.series)) return *bad;
  if (auto bad = check_text(finding.good, kMostNameBytes)) return "good: " + *bad;
  if (auto bad = check_text(finding.bad, kMostNameBytes)) return "bad: " + *bad;
  if (auto bad = check_text(finding.narrowed_good, kMostNameBytes)) return "narrowed_good: " + *bad;
  if (auto bad = check_text(finding.narrowed_bad, kMostNameBytes)) return "narrowed_bad: " + *bad;
  if (auto bad = check_text(finding.culprit, kMostNameBytes)) return "culprit: " + *bad;
  if (auto bad = check_text(finding.subject, kMostTextBytes)) return "subject: " + *bad;
  if (finding.ratio && !(std::isfinite(*finding.ratio) && *finding.ratio > 0)) {
    return "ratio: must be positive and finite";
  }
  if (auto bad = check_interval(finding.lower, finding.upper)) return "ratio: " + *bad;
  if (!(finding.level > 0 && finding.level < 1)) return "level: must lie between 0 and 1";
  if (auto bad = check_instant(finding.found_at)) return "found_at: " + *bad;
  if (const auto& ending = finding.ending) {
    if (ending->reason.empty()) return "reason: must say something";
    if (auto bad = check_text(ending->reason, kMostNameBytes)) return "reason: " + *bad;
    if (auto bad = check_text(ending->tool, kMostNameBytes)) return "tool: " + *bad;
  }
  return std::nullopt;
}

bool is_same_night(const model::HistoryRecord& one, const model::HistoryRecord& other) {
  return one.run.id == other.run.id && one.run.measured_at == other.run.measured_at &&
         std::ranges::equal(one.points, other.points, is_same_figure) &&
         one.failures == other.failures;
}

void require_storable(const model::HistoryRecord& record) {
  if (const auto bad = objection(record)) {
    throw InputError("record " + record.run.id, "cannot be kept: " + *bad);
  }
}

void require_storable(const model::HistoryFinding& finding) {
  if (const auto bad = objection(finding)) {
    throw InputError("finding " + finding.id, "cannot be kept: " + *bad);
  }
}

}  // namespace benchgate::store
