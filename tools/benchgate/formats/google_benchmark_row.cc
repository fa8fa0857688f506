#include "benchgate/formats/google_benchmark_row.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "benchgate/formats/limits.h"

namespace benchgate::formats {
namespace {

enum Field : int {
  kName,
  kFamilyIndex,
  kPerFamilyInstanceIndex,
  kRunName,
  kRunType,
  kRepetitions,
  kRepetitionIndex,
  kThreads,
  kIterations,
  kRealTime,
  kCpuTime,
  kTimeUnit,
  kLabel,
  kErrorOccurred,
  kErrorMessage,
  kSkipped,
  kSkipMessage,
  kAggregateName,
  kAggregateUnit,
  kBigO,
  kBenchgateProcess,
  kBenchgateSuite,
  kBenchgateFailure,
  kBenchgateMissing,
  kBenchgatePacing,
  kBenchgateStage,
  kBenchgateHeadFirst,
  kBenchgateCpu,
  kBenchgateClock,
};

struct KnownField {
  std::string_view name;
  int field;
};

// In the order in which rows have them, which makes the search short.
constexpr std::array kFields = {
    KnownField{"name", kName},
    KnownField{"family_index", kFamilyIndex},
    KnownField{"per_family_instance_index", kPerFamilyInstanceIndex},
    KnownField{"run_name", kRunName},
    KnownField{"run_type", kRunType},
    KnownField{"repetitions", kRepetitions},
    KnownField{"repetition_index", kRepetitionIndex},
    KnownField{"threads", kThreads},
    KnownField{"iterations", kIterations},
    KnownField{"real_time", kRealTime},
    KnownField{"cpu_time", kCpuTime},
    KnownField{"time_unit", kTimeUnit},
    KnownField{"label", kLabel},
    KnownField{"error_occurred", kErrorOccurred},
    KnownField{"error_message", kErrorMessage},
    KnownField{"skipped", kSkipped},
    KnownField{"skip_message", kSkipMessage},
    KnownField{"aggregate_name", kAggregateName},
    KnownField{"aggregate_unit", kAggregateUnit},
    KnownField{"big_o", kBigO},
    KnownField{"benchgate_process", kBenchgateProcess},
    KnownField{"benchgate_suite", kBenchgateSuite},
    KnownField{"benchgate_failure", kBenchgateFailure},
    KnownField{"benchgate_missing", kBenchgateMissing},
    KnownField{"benchgate_pacing", kBenchgatePacing},
    KnownField{"benchgate_stage", kBenchgateStage},
    KnownField{"benchgate_head_first", kBenchgateHeadFirst},
    KnownField{"benchgate_cpu", kBenchgateCpu},
    KnownField{"benchgate_clock", kBenchgateClock},
};

constexpr std::size_t kRowDepth = 3;
constexpr std::uint32_t kMaxCpu = 1'000'000;

std::optional<int> field_of(std::string_view name) {
  const auto known = std::ranges::find(kFields, name, &KnownField::name);
  if (known == kFields.end()) return std::nullopt;
  return known->field;
}

bool has_counter(const Row& row, std::string_view name) {
  return std::ranges::find(row.counters, name, &Counter::name) != row.counters.end();
}

void clear(Row& row) {
  auto counters = std::move(row.counters);
  auto duplicates = std::move(row.duplicates);
  counters.clear();
  duplicates.clear();
  row = Row{};
  row.counters = std::move(counters);
  row.duplicates = std::move(duplicates);
}

}  // namespace

bool Row::is_complexity() const {
  if (aggregate_name == "BigO" || aggregate_name == "RMS") return true;
  if (real_time || cpu_time) return false;
  return (own_name.ends_with("_BigO") && has_counter(*this, "cpu_coefficient")) ||
         (own_name.ends_with("_RMS") && (has_counter(*this, "rms") || !iterations));
}

bool Row::is_placeholder() const {
  return run_type == "aggregate" && aggregate_name == kNoAggregate;
}

bool Row::is_aggregate() const {
  return run_type == "aggregate" || !aggregate_name.empty() || is_complexity();
}

std::optional<model::Failure> Row::failure() const {
  using Kind = model::Failure::Kind;
  const auto because = [this](Kind kind) {
    return model::Failure{.kind = kind, .message = std::string(failure_message)};
  };
  if (failure_kind == "killed") return because(Kind::Killed);
  if (failure_kind == "timed-out") return because(Kind::TimedOut);
  if (failure_kind == "not-measured") return because(Kind::NotMeasured);
  if (failure_kind == "same-code") return because(Kind::SameCode);
  if (skipped) return because(Kind::Skipped);
  if (error_occurred || !failure_message.empty() || !failure_kind.empty()) {
    return because(Kind::Errored);
  }
  return std::nullopt;
}

const Row& RowReader::read(JsonValue& value) {
  const char* at = JsonCursor::place_of(value);
  if (json_.kind_of(value) != JsonKind::Object) {
    json_.fail(at, "an element of \"benchmarks\" is not an object");
  }
  clear(row_);
  seen_ = 0;
  json_.each_field_like(
      value, keys_, [this](std::string_view key, JsonValue inner, std::size_t position, bool same) {
        field(key, inner, position, same);
      });
  if (row_.own_name.empty()) json_.fail(at, "a row of \"benchmarks\" has no \"name\"");
  if (row_.name.empty()) row_.name = row_.own_name;
  return row_;
}

void RowReader::field(std::string_view key, JsonValue& value, std::size_t position, bool same) {
  if (fields_.size() <= position) fields_.resize(position + 1);
  if (!same) fields_[position] = field_of(key);
  const auto known = fields_[position];
  if (!known) {
    read_counter(key, value);
    return;
  }
  const std::uint32_t bit = 1U << static_cast<unsigned>(*known);
  if ((seen_ & bit) != 0) {
    // Google's own come first; what comes again is a user counter of the same name.
    row_.duplicates.push_back(key);
    json_.skip(value, kRowDepth);
    return;
  }
  seen_ |= bit;
  // Other programs write null for a missing value. A null time is their form of NaN.
  const bool is_time = *known == kRealTime || *known == kCpuTime;
  if (!is_time && json_.kind_of(value) == JsonKind::Null) {
    json_.skip(value, kRowDepth);
    return;
  }
  read_known(*known, key, value);
}

void RowReader::read_counter(std::string_view key, JsonValue& value) {
  const auto kind = json_.kind_of(value);
  if (kind != JsonKind::Number && kind != JsonKind::Null) {
    json_.skip(value, kRowDepth);
    return;
  }
  if (row_.counters.size() >= kMaxMetricsOfBenchmark) {
    json_.fail(JsonCursor::place_of(value),
               fmt::format("a row has more than {} counters", kMaxMetricsOfBenchmark));
  }
  row_.counters.push_back(
      {.name = key, .value = json_.number(value), .is_null = kind == JsonKind::Null});
}

void RowReader::read_known(int field, std::string_view key, JsonValue& value) {
  switch (field) {
    case kName:
      row_.own_name = json_.string(value, kMaxNameBytes);
      return;
    case kRunName:
      row_.name = json_.string(value, kMaxNameBytes);
      return;
    case kRunType:
      row_.run_type = json_.string(value, kMaxNameBytes);
      return;
    case kTimeUnit:
      row_.time_unit = json_.string(value, kMaxNameBytes);
      return;
    case kAggregateName:
      row_.aggregate_name = json_.string(value, kMaxNameBytes);
      return;
    case kRealTime:
      row_.real_time = Counter{key, json_.number(value)};
      return;
    case kCpuTime:
      row_.cpu_time = Counter{key, json_.number(value)};
      return;
    case kIterations:
      row_.iterations = json_.number(value);
      return;
    case kLabel:
      row_.label = json_.scalar_text(value);
      return;
    case kAggregateUnit:
    case kBigO:
      json_.skip(value, kRowDepth);
      return;
    default:
      read_less_frequent(field, key, value);
  }
}

void RowReader::read_less_frequent(int field, std::string_view key, JsonValue& value) {
  switch (field) {
    case kFamilyIndex:
      row_.family_index = json_.index(value, key);
      return;
    case kPerFamilyInstanceIndex:
      row_.per_family_instance_index = json_.index(value, key);
      return;
    case kRepetitions:
      static_cast<void>(json_.index(value, key));
      return;
    case kRepetitionIndex:
      row_.repetition_index = json_.index(value, key);
      return;
    case kThreads:
      row_.threads = json_.index(value, key);
      return;
    case kBenchgateProcess:
      row_.process = json_.index(value, key);
      return;
    case kErrorOccurred:
      row_.error_occurred = json_.boolean(value);
      return;
    case kSkipped:
      row_.skipped = json_.boolean(value);
      return;
    case kErrorMessage:
    case kSkipMessage:
      row_.failure_message = json_.string(value, kMaxTextBytes);
      return;
    case kBenchgateSuite:
      row_.suite = json_.string(value, kMaxNameBytes);
      return;
    case kBenchgateFailure:
      row_.failure_kind = json_.string(value, kMaxNameBytes);
      return;
    case kBenchgateClock:
      row_.clock = json_.string(value, kMaxNameBytes);
      return;
    case kBenchgateMissing:
      row_.missing = json_.string(value, kMaxNameBytes);
      return;
    default:
      read_pair_field(field, key, value);
  }
}

void RowReader::read_pair_field(int field, std::string_view key, JsonValue& value) {
  const char* at = JsonCursor::place_of(value);
  switch (field) {
    case kBenchgatePacing:
      row_.pacing = model::parse_pacing(json_.string(value, kMaxNameBytes));
      if (!row_.pacing) json_.fail(at, "is not a pacing of a pair: duet, lockstep or in_turn");
      return;
    case kBenchgateStage:
      row_.stage = model::parse_stage(json_.string(value, kMaxNameBytes));
      if (!row_.stage) json_.fail(at, "is not a stage of a pair: screening or confirming");
      return;
    case kBenchgateHeadFirst:
      row_.head_first = json_.boolean(value);
      return;
    case kBenchgateCpu: {
      const auto cpu = json_.index(value, key);
      if (cpu > kMaxCpu) json_.fail(at, fmt::format("there is no core {}", cpu));
      row_.cpu = static_cast<int>(cpu);
      return;
    }
    default:
      json_.skip(value, kRowDepth);
  }
}

bool is_row_field(std::string_view name) {
  return field_of(name).has_value();
}

}  // namespace benchgate::formats
