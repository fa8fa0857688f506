// A run: all samples of one execution of suites on one build, with its environment.
//
// What every reader of a result file produces and every comparison starts from. Values are
// finite and in their unit's scale (unit.h); what could not be read that way is a diagnostic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/diagnostic.h"
#include "benchgate/model/environment.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/pairing.h"
#include "benchgate/model/shard.h"

namespace benchgate::model {

/// The samples of one metric of one benchmark, in the order they were measured.
struct MetricSeries {
  std::string metric;
  std::vector<double> samples;
  /// Which process each sample came from, parallel to `samples`. Empty: not recorded, which
  /// means one process. The process, not the repetition, is the unit of replication.
  std::vector<std::uint32_t> processes;
  MetricDefinition definition{};  ///< as its reader knows it; a policy may say otherwise

  [[nodiscard]] NamedMetric named() const { return {.name = metric, .definition = definition}; }
  bool operator==(const MetricSeries&) const = default;
};

/// Why a benchmark has no (or not all of its) samples.
struct Failure {
  enum class Kind {
    Errored,
    Skipped,
    Killed,
    TimedOut,
    NotMeasured,  ///< the time for measuring was over before its turn: nobody's fault
    SameCode,     ///< base and head run the same code: measuring could only show noise
  } kind = Kind::Errored;
  std::string message;
  bool operator==(const Failure&) const = default;
};

struct Benchmark {
  std::string suite;
  std::string name;                ///< unique within its suite
  std::string label;               ///< free text set by the benchmark, e.g. its query plan
  std::optional<Failure> failure;  ///< set: the samples that there are must not be compared
  std::vector<MetricSeries> metrics;
  std::optional<Pairs> pairs;  ///< set: measured together with the other side of the session
  /// The metric that it is judged by, where its reader knows: `real_time` of "x/real_time". Empty:
  /// the data decide (judged_clock.h).
  std::string clock{};

  [[nodiscard]] const MetricSeries* find(std::string_view metric) const;
  bool operator==(const Benchmark&) const = default;
};

struct Suite {
  std::string name;
  Environment environment;
  bool operator==(const Suite&) const = default;
};

struct Run {
  std::vector<Suite> suites;
  std::vector<Benchmark> benchmarks;
  Diagnostics diagnostics;
  std::optional<Session> session;  ///< set: one side of two runs that were measured together
  std::optional<Shard> shard;      ///< set: a part of a measurement that is not merged yet

  [[nodiscard]] const Suite* find_suite(std::string_view name) const;
  bool operator==(const Run&) const = default;
};

/// Was this metric read off the clock on the wall while the process shared its core with that of
/// the other side? Then it says nothing of either.
[[nodiscard]] bool is_wall_time_of_shared_core(const Benchmark& benchmark, std::string_view metric);

/// Puts `more` behind `run`: the files of a folder. A suite keeps the
/// environment of its first file; one that differs in another is a Problem, and so is a session or
/// a shard. A benchmark that both have is kept twice under a diagnostic of level Problem, for the
/// comparison to refuse.
void append(Run& run, Run more);

}  // namespace benchgate::model
