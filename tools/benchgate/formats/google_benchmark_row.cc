#include "benchgate/formats/google_benchmark_row.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "benchgate/formats/limits.h"

namespace benchgate::formats {
namespace {

enum class Field : std::uint8_t {
  Name,
  FamilyIndex,
  PerFamilyInstanceIndex,
  RunName,
  RunType,
  Repetitions,
  RepetitionIndex,
  Threads,
  Iterations,
  RealTime,
  CpuTime,
  TimeUnit,
  Label,
  ErrorOccurred,
  ErrorMessage,
  Skipped,
  SkipMessage,
  AggregateName,
  AggregateUnit,
  BigO,
  BenchgateProcess,
  BenchgateSuite,
  BenchgateFailure,
  BenchgateMissing,
};

struct KnownField {
  std::string_view name;
  Field field;
};

// In the order in which rows have them, which makes the search short.
constexpr std::array kFields = {
    KnownField{"name", Field::Name},
    KnownField{"family_index", Field::FamilyIndex},
    KnownField{"per_family_instance_index", Field::PerFamilyInstanceIndex},
    KnownField{"run_name", Field::RunName},
    KnownField{"run_type", Field::RunType},
    KnownField{"repetitions", Field::Repetitions},
    KnownField{"repetition_index", Field::RepetitionIndex},
    KnownField{"threads", Field::Threads},
    KnownField{"iterations", Field::Iterations},
    KnownField{"real_time", Field::RealTime},
    KnownField{"cpu_time", Field::CpuTime},
    KnownField{"time_unit", Field::TimeUnit},
    KnownField{"label", Field::Label},
    KnownField{"error_occurred", Field::ErrorOccurred},
    KnownField{"error_message", Field::ErrorMessage},
    KnownField{"skipped", Field::Skipped},
    KnownField{"skip_message", Field::SkipMessage},
    KnownField{"aggregate_name", Field::AggregateName},
    KnownField{"aggregate_unit", Field::AggregateUnit},
    KnownField{"big_o", Field::BigO},
    KnownField{"benchgate_process", Field::BenchgateProcess},
    KnownField{"benchgate_suite", Field::BenchgateSuite},
    KnownField{"benchgate_failure", Field::BenchgateFailure},
    KnownField{"benchgate_missing", Field::BenchgateMissing},
};

std::optional<Field> field_of(std::string_view name) {
  const auto known = std::ranges::find(kFields, name, &KnownField::name);
  if (known == kFields.end()) return std::nullopt;
  return known->field;
}

std::int64_t read_index(const JsonCursor& json, JsonValue& value, std::string_view name) {
  constexpr double kLargest = std::numeric_limits<std::uint32_t>::max();
  const char* at = json.place_of(value);
  const JsonNumber number = json.number(value);
  if (!number || *number < 0 || *number > kLargest || std::floor(*number) != *number) {
    json.fail(at, fmt::format("\"{}\" must be a whole number from 0 to {:.0f}", name, kLargest));
  }
  return static_cast<std::int64_t>(*number);
}

/// Reads the fields of one row; each of Google's only once.
class RowReader {
 public:
  RowReader(const JsonCursor& json, Row& row) : json_(json), row_(row) {}

  void field(std::string_view key, JsonValue& value) {
    const auto known = field_of(key);
    if (!known) {
      unknown(key, value);
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
    read(*known, key, value);
  }

 private:
  static constexpr std::size_t kRowDepth = 3;

  void unknown(std::string_view key, JsonValue& value) {
    if (json_.kind_of(value) != JsonKind::Number) {
      json_.skip(value, kRowDepth);
      return;
    }
    const char* at = json_.place_of(value);
    if (row_.counters.size() >= kMaxMetricsOfBenchmark) {
      json_.fail(at, fmt::format("a row has more than {} counters", kMaxMetricsOfBenchmark));
    }
    row_.counters.push_back({.name = key, .value = json_.number(value)});
  }

  std::string_view name_text(JsonValue& value) const { return json_.string(value, kMaxNameBytes); }

  void read(Field field, std::string_view key, JsonValue& value) {
    switch (field) {
      case Field::Name:
        row_.own_name = name_text(value);
        return;
      case Field::RunName:
        row_.name = name_text(value);
        return;
      case Field::RunType:
        row_.run_type = name_text(value);
        return;
      case Field::TimeUnit:
        row_.time_unit = name_text(value);
        return;
      case Field::AggregateName:
        row_.aggregate_name = name_text(value);
        return;
      case Field::RealTime:
        row_.real_time = Counter{key, json_.number(value)};
        return;
      case Field::CpuTime:
        row_.cpu_time = Counter{key, json_.number(value)};
        return;
      case Field::Iterations:
        row_.iterations = json_.number(value);
        return;
      case Field::Label:
        row_.label = json_.scalar_text(value);
        return;
      case Field::AggregateUnit:
      case Field::BigO:
      case Field::Repetitions:
        json_.skip(value, kRowDepth);
        return;
      default:
        read_index_or_failure(field, key, value);
    }
  }

  void read_index_or_failure(Field field, std::string_view key, JsonValue& value) {
    switch (field) {
      case Field::FamilyIndex:
        row_.family_index = read_index(json_, value, key);
        return;
      case Field::PerFamilyInstanceIndex:
        row_.per_family_instance_index = read_index(json_, value, key);
        return;
      case Field::RepetitionIndex:
        row_.repetition_index = read_index(json_, value, key);
        return;
      case Field::Threads:
        row_.threads = read_index(json_, value, key);
        return;
      case Field::BenchgateProcess:
        row_.process = static_cast<std::uint32_t>(read_index(json_, value, key));
        return;
      case Field::ErrorOccurred:
        row_.error_occurred = json_.boolean(value);
        return;
      case Field::Skipped:
        row_.skipped = json_.boolean(value);
        return;
      case Field::ErrorMessage:
      case Field::SkipMessage:
        row_.failure_message = json_.string(value, kMaxTextBytes);
        return;
      case Field::BenchgateSuite:
        row_.suite = name_text(value);
        return;
      case Field::BenchgateFailure:
        row_.failure_kind = name_text(value);
        return;
      case Field::BenchgateMissing:
        row_.missing = name_text(value);
        return;
      default:
        json_.skip(value, kRowDepth);
    }
  }

  const JsonCursor& json_;
  Row& row_;
  std::uint32_t seen_ = 0;
};

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
         (own_name.ends_with("_RMS") && has_counter(*this, "rms"));
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
  if (skipped) return because(Kind::Skipped);
  if (error_occurred || !failure_message.empty() || !failure_kind.empty()) {
    return because(Kind::Errored);
  }
  return std::nullopt;
}

void read_row(const JsonCursor& json, JsonValue& value, Row& row) {
  const char* at = json.place_of(value);
  if (json.kind_of(value) != JsonKind::Object) {
    json.fail(at, "an element of \"benchmarks\" is not an object");
  }
  clear(row);
  RowReader reader(json, row);
  json.each_field(value, [&](std::string_view key, JsonValue inner) { reader.field(key, inner); });
  if (row.own_name.empty()) json.fail(at, "a row of \"benchmarks\" has no \"name\"");
  if (row.name.empty()) row.name = row.own_name;
}

bool is_row_field(std::string_view name) {
  return field_of(name).has_value();
}

}  // namespace benchgate::formats
