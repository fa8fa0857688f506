// The registered benchmarks of this process, run one by one.
//
// The only file here that talks to Google Benchmark. Its flags are global: there can be one of
// these at a time.
#pragma once

#include <map>
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

  /// In the order in which they are registered, each once: a second benchmark registered as "x" is
  /// "x #2", the third "x #3".
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] bool has(const std::string& name) const { return registered_.count(name) != 0; }

  /// What it is registered as. `name` must be one of names(), here and below.
  [[nodiscard]] const std::string& registered_name(const std::string& name) const {
    return registered_.at(name);
  }

  /// Runs it once. Benchmarks registered under one name run together, and the document has the rows
  /// of all of them.
  [[nodiscard]] RunOutcome run(const std::string& name, const Length& length);

  /// What an iteration of it allocates; nothing where it shares its registered name.
  /// can_count_allocations() must hold.
  [[nodiscard]] MemoryCounts count(const std::string& name);

  /// Lets go of what Google Benchmark holds; the benchmarks are forgotten.
  void shut_down();

  [[nodiscard]] std::string library_version() const;
  /// Is a run of exactly so many iterations possible? Since Google Benchmark 1.8.
  [[nodiscard]] bool has_fixed_iterations() const;

 private:
  DrivenBenchmarks() = default;
  void add(const std::string& registered_name);
  void set_min_time(const std::string& min_time);
  std::optional<AllocationCount> count_once(const std::string& name, double seconds);

  char* program_ = nullptr;  ///< argv[0]
  std::vector<std::string> names_;
  std::map<std::string, std::string> registered_;  ///< by name
  std::set<std::string> shared_;                   ///< registered names of several benchmarks
  std::string min_time_;                           ///< as last given to Google Benchmark
};

}  // namespace benchgate::agent
