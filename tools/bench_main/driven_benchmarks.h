// The registered benchmarks of this process, run one by one.
//
// The only file here that talks to Google Benchmark. Its flags are global: there can be one of
// these at a time.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench_main/allocations.h"
#include "bench_main/command.h"

namespace benchgate::agent {

struct RunOutcome {
  bool has_run = false;
  std::string text;  ///< the JSON document, or why there is none
};

class DrivenBenchmarks {
 public:
  /// Parses the flags that the user gave; those that would change what is run or where results
  /// go (a filter aside, which restricts the list) are overruled. Nothing where there is a flag
  /// that Google Benchmark does not know, which it has said on stderr.
  [[nodiscard]] static std::optional<DrivenBenchmarks> initialize(int argc, char** argv);

  /// In the order in which they are registered.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] bool has(const std::string& name) const { return known_.count(name) != 0; }

  /// Runs it once. `name` must be one of names().
  [[nodiscard]] RunOutcome run(const std::string& name, const Length& length);

  /// What an iteration of it allocates. can_count_allocations() must hold.
  [[nodiscard]] MemoryCounts count(const std::string& name);

  /// Lets go of what Google Benchmark holds; the benchmarks are forgotten.
  void shut_down();

  [[nodiscard]] std::string library_version() const;
  /// Is a run of exactly so many iterations possible? Since Google Benchmark 1.8.
  [[nodiscard]] bool has_fixed_iterations() const;

 private:
  DrivenBenchmarks() = default;
  void set_min_time(const std::string& min_time);
  std::optional<AllocationCount> count_once(const std::string& name, double seconds);

  char* program_ = nullptr;  ///< argv[0]
  std::vector<std::string> names_;
  std::set<std::string> known_;
  std::string min_time_;  ///< as last given to Google Benchmark
};

}  // namespace benchgate::agent
