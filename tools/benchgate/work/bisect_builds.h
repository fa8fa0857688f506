// Commits of a bisection, built, and what two of them have to be measured against each other.
//
// Measures nothing. What is wrong with a commit in the middle of a bisection is a fact about it;
// what is wrong with the first two is an error.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/builds/build_cache.h"
#include "benchgate/builds/commit_build.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/work/found_policy.h"
#include "benchgate/work/observer.h"
#include "benchgate/work/tree_suites.h"

namespace benchgate::work {

/// What somebody asks for.
struct BisectRequest {
  std::string good{};  ///< commits, as git takes them
  std::string bad{};
  PolicyPlace policy{};
  std::vector<std::string> suites{};           ///< names; empty: all of the policy
  std::string benchmark{};                     ///< glob
  std::string metric{};                        ///< `clock`: what the benchmark is judged by
  measure::Seconds budget{0};                  ///< for measuring
  std::optional<measure::Seconds> min_time{};  ///< nothing: the policy's
  std::string cache{};                         ///< folder of built commits; empty: cache_folder()'s
  std::string history{};                       ///< that the answer is appended to; empty: none
};

/// That, and where and how its commits are built.
struct BisectSetup {
  BisectRequest asked{};
  FoundPolicy policy{};
  builds::Clone clone{};
  TreePlace place{};
  builds::CommitBuildOptions build{};
  std::filesystem::path cache{};
};

/// One metric of one benchmark, as BAD calls it.
struct BisectTarget {
  std::string suite{};
  std::string benchmark{};
  std::string metric{};
};

/// Two builds, and the benchmarks of theirs that a question is about.
struct BisectSides {
  std::optional<std::string> untestable{};  ///< why there are none
  std::vector<measure::SuitePair> suites{};
  std::vector<measure::PairedBenchmark> benchmarks{};
  std::vector<BisectTarget> targets{};  ///< one for each benchmark
};

/// What two builds have in common, so that measuring them could only show noise.
enum class Sameness {
  None,
  Code,     ///< the benchmark runs the same code
  Program,  ///< its suite is the same to the byte
};

class BisectBuilds {
 public:
  /// Takes the lock of the cache. The arguments must outlive it.
  BisectBuilds(const BisectSetup& setup, Observer& observer);

  /// Of all benchmarks that the request's glob matches. Throws BuildFailure where a commit cannot
  /// be built, UsageError where the two have no such benchmark in common.
  [[nodiscard]] BisectSides first_sides(const std::string& base, const std::string& head);
  /// Of the one that is followed. Throws EnvironmentError at ^C.
  [[nodiscard]] BisectSides sides(const std::string& base, const std::string& head,
                                  const BisectTarget& target);

  /// Compares two commits without measuring them; None also where one of them is not built.
  [[nodiscard]] Sameness sameness(const std::string& one, const std::string& other,
                                  const BisectTarget& target) const;

 private:
  std::filesystem::path build(const std::string& commit);
  /// Those that both work trees can run.
  [[nodiscard]] std::vector<measure::SuitePair> suites_of(
      const std::filesystem::path& base, const std::filesystem::path& head,
      const std::vector<std::string>& names) const;
  void add(measure::SuitePair suite, const std::function<bool(const std::string&)>& is_wanted,
           BisectSides& sides) const;
  [[nodiscard]] std::string name_in(const std::vector<std::string>& names,
                                    const std::string& name) const;
  [[nodiscard]] std::string name_of_today(const std::vector<std::string>& names,
                                          const std::string& name) const;

  const BisectSetup& setup_;
  Observer& observer_;
  builds::BuildCache cache_;
  bool can_pin_;
  std::map<std::string, std::string> unbuildable_{};  ///< commits, and why
};

}  // namespace benchgate::work
