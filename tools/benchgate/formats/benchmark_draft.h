// One benchmark while its observations come in: samples, and what was wrong with those that are
// none.
//
// Which observations belong to which benchmark is run_builder.h's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/formats/observation.h"
#include "benchgate/formats/pair_draft.h"
#include "benchgate/model/run.h"

namespace benchgate::formats {

class BenchmarkDraft {
 public:
  BenchmarkDraft(std::uint32_t suite, std::string_view name) : suite_(suite), name_(name) {}

  /// Returns how many metrics it has that were new. A summary has samples only where it is the
  /// median of a benchmark without repetitions.
  std::size_t add(const Observation& observation);

  /// Makes it a benchmark of which only summaries are known (files in which a summary
  /// cannot be told from a measurement by its row alone).
  void turn_into_summary_of(std::string_view name);
  /// Likewise, where this is the median, which is then its sample.
  void turn_into_median_of(std::string_view name);

  [[nodiscard]] std::uint32_t suite() const { return suite_; }
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] bool has_rows() const { return rows_ > 0; }
  /// Has neither repetitions nor a median.
  [[nodiscard]] bool only_aggregates() const { return rows_ == 0 && aggregates_ > 0; }
  /// Has no repetitions, and its medians as samples.
  [[nodiscard]] bool has_medians() const { return has_medians_; }
  /// False: a row of it did not say whether it is a measurement or a summary.
  [[nodiscard]] bool is_kind_certain() const { return is_kind_certain_; }
  [[nodiscard]] const std::vector<std::uint32_t>& processes_seen() const { return processes_seen_; }

  /// The finished benchmark without its suite, and what there is to say about it.
  [[nodiscard]] model::Benchmark finish(std::string name, model::Diagnostics& diagnostics) &&;

 private:
  struct Series {
    std::string_view name;
    model::MetricDefinition definition{};
    std::vector<double> samples;
    std::vector<std::uint32_t> processes;
    std::size_t last_row = 0;    ///< the row that gave the latest value, from 1
    std::size_t non_finite = 0;  ///< values that were NaN or infinite
    std::size_t nulls = 0;       ///< values that were null
    std::size_t unusable = 0;    ///< times that no clock can have measured
  };

  std::size_t add_summary(const Observation& observation);
  std::size_t add_measured(const Observation& observation);
  Series& series(const ObservedValue& value, std::size_t guess);
  void add_value(const Observation& observation, const ObservedValue& value, std::size_t guess);
  void note_duplicate(std::string_view name);
  void report(const std::string& name, model::Diagnostics& diagnostics) const;
  void report_series(const Series& series, const std::string& name,
                     model::Diagnostics& diagnostics) const;
  [[nodiscard]] static std::size_t lost_values(const Series& series);
  [[nodiscard]] std::string_view clock() const;
  [[nodiscard]] bool lost_its_clock() const;
  [[nodiscard]] bool has_usable(std::string_view metric) const;

  std::uint32_t suite_;
  std::string_view name_;
  std::string_view label_;
  std::string_view clock_;
  std::optional<model::Failure> failure_;
  std::vector<Series> series_;
  PairDraft pairs_;
  std::vector<std::uint32_t> processes_seen_;
  std::vector<std::string_view> duplicates_;
  std::string_view unknown_unit_;
  std::size_t rows_ = 0;          ///< measured or failed
  std::size_t sampled_rows_ = 0;  ///< with samples
  std::size_t rows_with_process_ = 0;
  std::size_t aggregates_ = 0;
  std::size_t without_iterations_ = 0;
  bool has_medians_ = false;
  bool without_unit_ = false;
  bool is_clock_left_out_ = false;  ///< the writer said that a clock has fewer samples
  bool is_kind_certain_ = true;
};

}  // namespace benchgate::formats
