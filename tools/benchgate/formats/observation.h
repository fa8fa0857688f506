// One row of a result file, about one benchmark, whatever harness wrote the file.
//
// The border between readers, which know their format, and run_builder.h, which knows none. Names,
// units and conventions of a harness end here: times are nanoseconds, and faults of a value are
// noted beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::formats {

/// Why a value is no sample.
enum class Flaw {
  None,
  NonFinite,   ///< NaN, infinite or beyond a double
  Null,        ///< NaN as some write it, or no number at all: decided by the other rows
  Impossible,  ///< a time that no clock can have measured
};

/// One value of one metric.
struct ObservedValue {
  std::string_view metric;
  double value = 0;  ///< in its unit's scale (model/unit.h); without meaning where there is a flaw
  Flaw flaw = Flaw::None;
  model::MetricDefinition definition{};
};

/// The pair that a row belongs to, where base and head were measured together.
struct ObservedPair {
  std::optional<model::Pacing> pacing;
  std::optional<model::Stage> stage;
  std::optional<bool> head_first;
  std::optional<int> cpu;
};

/// Which of the benchmarks of one name it is, as the harness numbers those of one process.
struct Registration {
  std::int64_t family = 0;  ///< negative: the harness does not say (run_builder.cc)
  std::int64_t instance = 0;
  std::int64_t threads = 0;
  bool operator==(const Registration&) const = default;
};

enum class ObservationKind {
  Measured,      ///< a repetition with its values, or one that failed
  Median,        ///< the median of repetitions: a sample where they are not in the file
  OtherSummary,  ///< mean, standard deviation ...: says nothing new beside repetitions
  Placeholder,   ///< the benchmark, or the pair, has no sample
};

/// Texts must stay alive until the run is finished.
struct Observation {
  std::string_view suite{};  ///< empty: the file's
  std::string_view benchmark{};
  std::string_view label{};
  std::string_view clock{};  ///< model::Benchmark::clock
  ObservationKind kind = ObservationKind::Measured;
  bool is_kind_certain = true;  ///< false: older files do not tell summaries from measurements
  std::optional<std::uint32_t> process{};
  std::optional<std::int64_t> family{};  ///< Registration::family, where the harness says it
  std::int64_t instance = 0;
  std::int64_t threads = 0;
  std::optional<std::int64_t> repetition{};
  ObservedPair pair{};
  std::optional<model::Failure> failure{};  ///< set: there are no values
  bool ran_no_iteration = false;            ///< likewise
  std::vector<ObservedValue> values{};
  std::vector<std::string_view> duplicates{};  ///< fields that stand more than once
  bool has_no_time_unit = false;               ///< times were taken as nanoseconds
  std::string_view unknown_time_unit{};        ///< set: times are not among the values
  bool is_clock_left_out = false;              ///< the writer says that a clock has fewer samples
};

}  // namespace benchgate::formats
