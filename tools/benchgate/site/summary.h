// What the page shows first: what changed lately, the health of every suite, one line per
// benchmark. Small, whatever the history's length.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "benchgate/site/benchmark_history.h"
#include "benchgate/site/change_group.h"
#include "benchgate/site/run_table.h"
#include "benchgate/site/suite_health.h"

namespace benchgate::site {

/// Gathers the summary while benchmarks go by.
class Summary {
 public:
  Summary(const RunTable& runs, SuiteHealths suites) : runs_(runs), suites_(std::move(suites)) {}

  void add(const BenchmarkHistory& benchmark, const std::vector<ChangeGroup>& changes);

  /// Where the data of all benchmarks added since the last call was written to, as seen from the
  /// page.
  void add_file(const std::string& file);

  /// At most `most_changes` changes, the most recent ones of all benchmarks. What is not in it
  /// (title, files) is the page's to add.
  [[nodiscard]] nlohmann::json json(std::size_t most_changes = 400) const;

 private:
  const RunTable& runs_;
  std::vector<ChangeGroup> changes_;
  std::map<std::string, std::size_t> places_;  ///< slug to place in benchmarks_
  std::size_t with_file_ = 0;                  ///< so many of benchmarks_ have their file
  nlohmann::json benchmarks_ = nlohmann::json::array();
  SuiteHealths suites_;
};

/// At most `columns` values from 0 to 99 that draw `values`, and the places of breaks between
/// segments among them: what a line of a table has room for.
struct Sparkline {
  std::vector<int> heights;
  std::vector<std::size_t> breaks;
};
[[nodiscard]] Sparkline sparkline(const AnalysedSeries& series, std::size_t columns);

}  // namespace benchgate::site
