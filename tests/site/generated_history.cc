#include "site/generated_history.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/hash.h"
#include "benchgate/model/metric.h"
#include "benchgate/site/script_data.h"

namespace site_tests {
namespace {

using benchgate::model::Basis;
using benchgate::model::HistoryFinding;
using benchgate::model::HistoryRun;
using benchgate::model::Series;
using benchgate::model::SeriesKey;
using benchgate::model::Timestamp;

constexpr Timestamp kLastNight = 1'795'140'000;  // 20 November 2026
constexpr Timestamp kDay = 86'400;
constexpr const char* kReference = "5f0c1d2e3b4a59687786958473625140f1e2d3c4";
constexpr const char* kClass = "intel-xeon-f6m143-2cpu";

constexpr std::array kSuites = {"db", "cache", "serialization"};
constexpr std::array kNames = {
    "sqlite/select_by_key/rows:", "postgres/page_keyset/rows:", "sqlite/join_three/rows:",
    "lru/get_zipf/entries:",      "redis/mget/keys:",           "json/encode/records:",
    "protobuf/decode/records:",   "zstd/compress/level:",       "postgres/bulk_insert/rows:",
    "sqlite/full_text/documents:"};
constexpr std::array kSubjects = {"cache: keep what was read twice",
                                  "db: page by keyset instead of offset",
                                  "serialization: one buffer for all records",
                                  "build: a newer compiler",
                                  "cache: count every read of an entry",
                                  "db: prepared statements are kept",
                                  "cache: no lock for readers",
                                  "tests: the server is stopped whatever happens"};

struct Metric {
  const char* name;
  Basis::Kind basis;
  double scale;
};
constexpr std::array<Metric, 8> kMetrics = {{{"cpu_time", Basis::Kind::Machine, 1},
                                             {"cpu_time", Basis::Kind::Reference, 0},
                                             {"real_time", Basis::Kind::Machine, 1.3},
                                             {"p50", Basis::Kind::Machine, 1.1},
                                             {"p90", Basis::Kind::Machine, 1.6},
                                             {"p99", Basis::Kind::Machine, 2.9},
                                             {"items_per_second", Basis::Kind::Machine, -1},
                                             {"allocs_per_iter", Basis::Kind::Machine, 0}}};

std::string commit_of(std::size_t night) {
  std::string text;
  std::mt19937_64 random(night + 17);
  for (int i = 0; i < 40; ++i) text += "0123456789abcdef"[random() % 16];
  return text;
}

/// What the true level is multiplied with at a night: steps planted by the series' own number.
double planted(std::uint64_t seed, std::size_t night, std::size_t nights) {
  const auto last = static_cast<double>(nights);
  const auto at = static_cast<double>(night);
  switch (seed % 6) {
    case 0:
      return at >= last - 12 ? 1.14 : 1.0;  // fresh, worse
    case 1:
      return at >= last * 0.45 ? 0.82 : 1.0;  // old, better
    case 2:
      return at >= last * 0.3 && at < last * 0.6 ? 1.25 : 1.0;  // went away
    case 3:
      return at >= last - 30 ? 0.91 : (at >= last * 0.7 ? 1.06 : 1.0);  // two steps
    default:
      return 1.0;
  }
}

std::uint64_t benchmark_seed(const SeriesKey& key) {
  return benchgate::hash_of(key.suite + "/" + key.benchmark);
}

}  // namespace

const char* const kHostile =
    "</script><script>document.title='PWNED'</script><img src=x onerror=\"document.title='PWNED'\">"
    "\u2028\u202e'\"&\n{{TITLE}}";

GeneratedHistory::GeneratedHistory(const GeneratedShape& shape) {
  make_runs(shape);
  make_keys(shape);
  make_findings();
}

void GeneratedHistory::make_runs(const GeneratedShape& shape) {
  for (std::size_t night = 0; night < shape.nights; ++night) {
    const auto moment = kLastNight - static_cast<Timestamp>(shape.nights - 1 - night) * kDay;
    HistoryRun run{.id = fmt::format("night-{:05}", night),
                   .measured_at = moment + 7200,
                   .commit = commit_of(night),
                   .committed_at = moment,
                   .subject = kSubjects[night % kSubjects.size()],
                   .branch = "main",
                   .machine_class = kClass,
                   .outcome = night + 1 == shape.nights ? "closed" : "passed",
                   .title = night + 1 == shape.nights ? "3 regressions" : "No regression",
                   .report_url = "https://ci.example/runs/" + std::to_string(night)};
    run.environment = {{"cpu_model", "Xeon E-2388G"},
                       {"compiler", night * 3 < shape.nights * 2 ? "GCC 12.2" : "GCC 12.3"},
                       {"kernel", night * 2 < shape.nights ? "6.1.0-13" : "6.1.0-28"},
                       {"load_avg", std::to_string(night % 7)}};
    if (shape.hostile) {
      run.subject = run.title = run.branch = run.environment["compiler"] = kHostile;
      run.report_url = "javascript:document.title='PWNED'";
    }
    runs_.push_back(std::move(run));
  }
}

void GeneratedHistory::make_keys(const GeneratedShape& shape) {
  for (std::size_t at = 0; at < shape.benchmarks; ++at) {
    const std::string suite = kSuites[at % kSuites.size()];
    auto name = fmt::format("{}/{}{}", suite, kNames[at % kNames.size()], 10 << (at / 10 % 12));
    if (at >= 120) name += fmt::format("/threads:{}", at / 120);
    if (shape.hostile && at % 3 == 0) name = kHostile + std::to_string(at);
    if (at == shape.benchmarks - 1) failing_ = name;
    for (const auto& metric : kMetrics) {
      keys_.push_back(
          {.suite = suite,
           .benchmark = name,
           .metric = metric.name,
           .basis = {metric.basis, metric.basis == Basis::Kind::Machine ? kClass : kReference}});
    }
  }
  std::ranges::sort(keys_);
}

void GeneratedHistory::make_findings() {
  for (const auto& key : keys_) {
    if (key.metric != "cpu_time") continue;  // on every basis, as a bisection does
    if (benchmark_seed(key) % 6 != 0 || runs_.size() < 20) continue;
    const auto at = runs_.size() - 12;
    const auto id = fmt::format("finding-{}-{}", benchgate::site::slug(key.suite, key.benchmark),
                                benchgate::model::basis_name(key.basis.kind));
    const auto number = findings_.size() / 2;
    HistoryFinding finding{.id = id,
                           .series = key,
                           .good = runs_[at - 1].commit,
                           .bad = runs_[at].commit,
                           .answer = number % 3 == 1 ? HistoryFinding::Answer::NotConfirmed
                                                     : HistoryFinding::Answer::Culprit,
                           .found_at = runs_[at].measured_at + kDay};
    if (finding.answer == HistoryFinding::Answer::Culprit) {
      finding.culprit = commit_of(at + 1'000'000);
      finding.subject = runs_[at].subject;
      finding.ratio = 1.138;
      finding.lower = 1.121;
      finding.upper = 1.156;
    }
    findings_.push_back(std::move(finding));
  }
}

Series GeneratedHistory::read(const SeriesKey& key) const {
  Series series{.key = key, .definition = benchgate::model::default_definition(key.metric)};
  const auto* metric = std::ranges::find_if(kMetrics, [&](const Metric& one) {
    return one.name == key.metric && one.basis == key.basis.kind;
  });
  if (metric == kMetrics.end() || !std::ranges::binary_search(keys_, key)) return series;
  const auto seed = benchmark_seed(key);
  std::mt19937_64 random(seed ^ benchgate::hash_of(key.metric));
  const bool reference = key.basis.kind == Basis::Kind::Reference;
  const double noise = reference ? 0.006 : 0.02;
  std::normal_distribution<double> normal(0, noise);
  const double level = reference ? 1.0 : 1e4 * std::pow(10.0, static_cast<double>(seed % 5));
  const bool exact = key.metric == "allocs_per_iter";
  for (std::size_t night = 0; night < runs_.size(); ++night) {
    const bool last = night + 1 == runs_.size();
    if ((last && key.benchmark == failing_) || (reference && night * 4 < runs_.size())) continue;
    const double truth = planted(seed, night, runs_.size());
    double value = level * truth * std::exp(normal(random));
    if (metric->scale > 0) value *= metric->scale;
    if (metric->scale < 0) value = 1e12 / value;
    if (exact) value = 12.0 + std::floor(10 * (truth - 1));
    benchgate::model::SeriesPoint point{.run = runs_[night].id, .value = value, .samples = 10};
    if (!exact) {
      point.lower = value * (1 - 1.6 * noise);
      point.upper = value * (1 + 1.9 * noise);
    }
    series.points.push_back(std::move(point));
  }
  return series;
}

void GeneratedHistory::read_each(const std::vector<SeriesKey>& keys,
                                 const std::function<void(benchgate::model::Series)>& visit) const {
  for (const auto& key : keys) visit(read(key));
}

benchgate::model::HistoryRecord GeneratedHistory::record(std::string_view id) const {
  const auto run = std::ranges::find(runs_, id, &HistoryRun::id);
  if (run == runs_.end()) throw benchgate::InputError("generated", "no such run");
  benchgate::model::HistoryRecord record{.run = *run};
  for (const auto& key : keys_) {
    const auto points = read(key).points;
    const auto point = std::ranges::find(points, id, &benchgate::model::SeriesPoint::run);
    if (point != points.end()) {
      record.points.push_back({.series = key,
                               .definition = benchgate::model::default_definition(key.metric),
                               .value = point->value});
    } else if (key.metric == "p50") {
      record.failures.push_back({key.suite, key.benchmark, "connection refused"});
    }
  }
  return record;
}

benchgate::store::Appended GeneratedHistory::append(const benchgate::model::HistoryRecord&) {
  throw benchgate::InputError("generated", "this history only reads");
}

void GeneratedHistory::remove(const std::vector<std::string>&) {
  throw benchgate::InputError("generated", "this history only reads");
}

benchgate::store::Appended GeneratedHistory::append(const HistoryFinding& finding) {
  findings_.push_back(finding);
  return Appended::Added;
}

}  // namespace site_tests
