// One element of "benchmarks" in a result file, with Google's fields told from user counters.
//
// Knows the fields of Google Benchmark 1.3.0 to 1.9.5 and benchgate's additions; nothing of other
// rows. What rows mean together is run_builder.h's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/formats/json_cursor.h"
#include "benchgate/model/run.h"

namespace benchgate::formats {

/// A field holding a number. `value` is nothing where it was NaN, infinite or beyond a double.
struct Counter {
  std::string_view name;
  JsonNumber value;
  bool is_null = false;  ///< NaN as others write it, or no number at all
};

/// Texts point into the parser's buffer and live as long as it does.
struct Row {
  std::string_view name;      ///< of the benchmark: run_name where there is one, else name
  std::string_view own_name;  ///< the field "name": with the suffix "_mean" in aggregates
  std::string_view label;
  std::string_view suite;  ///< "benchgate_suite", empty if not there
  std::optional<std::string_view> run_type;
  std::optional<std::string_view> time_unit;
  std::string_view aggregate_name;
  std::string_view clock;    ///< "benchgate_clock": model::Benchmark::clock, where no name says it
  std::string_view missing;  ///< "benchgate_missing": clocks that are 0 for want of a sample
  std::optional<std::int64_t> family_index;
  std::optional<std::int64_t> per_family_instance_index;
  std::optional<std::int64_t> repetition_index;
  std::optional<std::int64_t> threads;
  std::optional<std::uint32_t> process;  ///< "benchgate_process"
  std::optional<model::Pacing> pacing;   ///< "benchgate_pacing": the row belongs to a pair
  std::optional<model::Stage> stage;     ///< "benchgate_stage"
  std::optional<bool> head_first;        ///< "benchgate_head_first"
  std::optional<int> cpu;                ///< "benchgate_cpu": the core that its pair was pinned to
  std::optional<Counter> real_time;      ///< in `time_unit`
  std::optional<Counter> cpu_time;
  std::optional<JsonNumber> iterations;
  bool error_occurred = false;
  bool skipped = false;
  std::string_view failure_kind;  ///< "benchgate_failure"
  std::string_view failure_message;
  std::vector<Counter> counters;             ///< in the order of the file
  std::vector<std::string_view> duplicates;  ///< Google's fields that came again

  /// Is this a summary of other rows: mean, median, stddev, cv, BigO, RMS, a custom one? Decided
  /// by `run_type`, or, before 1.5, by the fields that only such rows have.
  [[nodiscard]] bool is_aggregate() const;
  /// Is it a complexity fit ("_BigO", "_RMS"), which stands for no benchmark of its own?
  [[nodiscard]] bool is_complexity() const;
  /// Does it stand for a benchmark or a pair without samples? The writer's; summarises nothing.
  [[nodiscard]] bool is_placeholder() const;
  [[nodiscard]] std::optional<model::Failure> failure() const;
};

/// Reads one row after the other. Remembers the fields of the row before, which nearly always are
/// those of the next one.
class RowReader {
 public:
  explicit RowReader(const JsonCursor& json) : json_(json) {}

  /// The row, valid until the next is read. Throws InputError where the element is not an object,
  /// has no name, or a field of Google's has another type than Google gives it.
  [[nodiscard]] const Row& read(JsonValue& value);

 private:
  void field(std::string_view key, JsonValue& value, std::size_t position, bool same);
  void read_counter(std::string_view key, JsonValue& value);
  void read_known(int field, std::string_view key, JsonValue& value);
  void read_less_frequent(int field, std::string_view key, JsonValue& value);
  void read_pair_field(int field, std::string_view key, JsonValue& value);

  const JsonCursor& json_;
  Row row_;
  std::uint32_t seen_ = 0;                  ///< bit by bit the fields of Google's that were there
  std::vector<std::string_view> keys_;      ///< of the row before
  std::vector<std::optional<int>> fields_;  ///< which of Google's each of them is
};

/// The writer's name for "this has no samples" among aggregates: says nothing new.
inline constexpr std::string_view kNoAggregate = "none";

/// Is `name` a field that a row has by itself? A metric must not be called so.
[[nodiscard]] bool is_row_field(std::string_view name);

}  // namespace benchgate::formats
