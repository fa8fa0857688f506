// A suite to be run: any executable that speaks Google Benchmark's flags.
//
// Which benchmarks it has is discover.h's business.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "benchgate/measure/child_process.h"
#include "benchgate/model/environment.h"

namespace benchgate::measure {

struct SuiteToRun {
  std::string name{};
  /// The executable and its own arguments. A path is relative to benchgate's own folder.
  std::vector<std::string> command{};
  std::filesystem::path working_directory{};                       ///< empty: benchgate's
  std::vector<std::pair<std::string, std::string>> environment{};  ///< on top of benchgate's
  std::vector<std::string> passed_secrets{};  ///< of benchgate's own environment
  std::optional<Seconds> min_time{};          ///< per benchmark; nothing: the suite's own
  /// Patterns of the files that it reads (builds/input_files.h); empty: nobody said which.
  std::vector<std::string> inputs{};
  std::string filter{};                   ///< Google Benchmark's regular expression; empty: all
  bool filter_may_match_nothing = false;  ///< the suite is then empty, and nothing is wrong
  std::optional<int> restarts{};          ///< passes, each in a fresh process; nothing: the run's
  /// The longest from one row to the next, the suite's start included: what takes longer hangs.
  std::optional<Seconds> row_time_limit = Seconds{600};
  std::optional<Seconds> time_limit{};  ///< of one process
  Seconds grace{5};                     ///< to stop its servers in when it is ended
  /// Where the run comes from, to be recorded with it (environment_probe.h).
  model::Environment provenance{};
};

/// The status by which benchgate's suites say that the machine lacks something they need.
inline constexpr int kSuiteLacksEnvironment = 4;

/// What every process of the suite has in common, without a time limit.
[[nodiscard]] ChildOptions child_of(const SuiteToRun& suite);

/// A filter that matches the benchmarks of these unique names: "^(a|b\\.c)$". Benchmarks registered
/// under one name run together, so that of "x #2" matches "x" as well; nothing else is matched.
[[nodiscard]] std::string exact_filter(std::span<const std::string> names);

/// A filter that matches the benchmarks registered under these names and no others.
[[nodiscard]] std::string filter_of_registered(std::span<const std::string> names);

/// Arguments may be 128 KiB long on Linux; regular expressions get slow long before.
inline constexpr std::size_t kMaxFilterBytes = 32 * 1024;

/// `names` in parts whose exact_filter() is at most `max_bytes` each (a single longer name makes
/// a part of its own): an argument of a process may not be of any length.
[[nodiscard]] std::vector<std::span<const std::string>> split_for_filter(
    std::span<const std::string> names, std::size_t max_bytes);

/// The last line of a suite's stderr that is about its trouble; empty where there is none.
[[nodiscard]] std::string last_words(std::string_view standard_error);

}  // namespace benchgate::measure
