// What `benchgate bisect` asks, hears and finds: for people and, as stable JSON, for machines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/builds/commit_range.h"
#include "benchgate/cli/bisect_source.h"
#include "benchgate/history/bisection.h"

namespace benchgate::cli {

struct BisectReport {
  history::Bisection found{};
  builds::Commit good{};  ///< as asked
  builds::Commit bad{};
  std::vector<builds::Commit> range{};   ///< that may have done it, oldest first; the culprit alone
  std::vector<builds::Commit> inside{};  ///< likewise, of a merge whose inside could not be told
  std::vector<BisectStep> steps{};
  std::optional<BisectTarget> target{};
  std::size_t matching = 0;   ///< benchmarks that the glob matches
  std::size_t differing = 0;  ///< and of them, that differ
  bool interrupted = false;
  std::uint32_t seconds = 0;  ///< that it took, building included
};

[[nodiscard]] std::string bisect_text(const BisectReport& report);

/// As docs/bisect-json.md says.
[[nodiscard]] std::string bisect_json(const BisectReport& report);

[[nodiscard]] std::string_view not_closer_name(history::NotCloser reason);  ///< "untestable", ...

/// "1a2b3c4d5e6f use a map for the index".
[[nodiscard]] std::string commit_text(const builds::Commit& commit);

/// "1a2b3c4d5e6f is bad: +10.1 % [+9.2 %, +11.0 %] against 77aa88bb99cc, 16 pairs".
[[nodiscard]] std::string step_text(const BisectStep& step);

}  // namespace benchgate::cli
