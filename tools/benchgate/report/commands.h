// Commands that a report prints, each of which works as it stands.
//
// A text from outside goes into a command only if it consists of characters that mean nothing
// inside quotes to a shell, to TOML and to a regular expression (but for the dot, which finds
// itself), and does not look like an option. Where a command cannot be known, there is none.
#pragma once

#include <string>
#include <string_view>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

/// May a name stand in a command or a line of configuration, in quotes?
[[nodiscard]] bool is_plain(std::string_view name);

class Commands {
 public:
  /// `results_file`: the JSON file that the assessment was written into; empty: none is known.
  Commands(const gate::Assessment& assessment, std::string_view results_file)
      : assessment_(assessment), results_file_(results_file) {}

  /// Measures the benchmarks of one verdict once more, the way they were; empty where what was
  /// measured cannot be told from the result.
  [[nodiscard]] std::string run_again(gate::Verdict verdict) const;

  /// Measures base and head together once more, for as long as `budget` ("9min").
  [[nodiscard]] std::string with_budget(std::string_view budget) const;

  /// Measures head once more against the same base, where `benchgate run` can.
  [[nodiscard]] std::string measure_again() const;

  /// Measures base and head together, where they were measured apart.
  [[nodiscard]] std::string together(gate::Verdict verdict) const;

  /// Measures base once more and compares with it, where they were measured apart.
  [[nodiscard]] std::string base_again() const;

  /// More samples a side, measured apart.
  [[nodiscard]] std::string more_samples(std::size_t samples) const;

  /// Saves head as a baseline, where head is a file that was measured by itself.
  [[nodiscard]] std::string save_baseline() const;

  /// Accepts what regressed of one benchmark, from the results file. Where none is known, the
  /// comparison is made again and writes one first; empty where that cannot be.
  [[nodiscard]] std::string accept(std::string_view benchmark) const;
  [[nodiscard]] bool knows_results_file() const;

  /// Repeats a comparison of two commits elsewhere.
  [[nodiscard]] std::string reproduce() const;

 private:
  [[nodiscard]] std::string pairs_again() const;
  /// The same comparison once more, by whichever command made it; empty where that is not known.
  [[nodiscard]] std::string compare_again() const;
  [[nodiscard]] bool is_measured_by_benchgate() const;

  const gate::Assessment& assessment_;
  std::string_view results_file_;
};

}  // namespace benchgate::report
