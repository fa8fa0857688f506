// Rows of a result file, in any order, put together into a run.
//
// Decides which rows are repetitions of one benchmark, which are another benchmark of the same
// name, which are summaries of others; which values are samples and which are not, and says so.
// Knows no JSON.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/formats/google_benchmark_row.h"
#include "benchgate/model/run.h"

namespace benchgate::formats {

/// What a file is about besides its rows.
struct RunFrame {
  std::vector<model::Suite> suites;  ///< complete environments, in their order
  std::string default_suite;         ///< of rows that name none
  model::Environment other_suite;    ///< environment of suites that only rows name
  model::Diagnostics diagnostics;    ///< stored in the file: come first, and only once
  std::optional<model::Session> session;
  std::optional<model::Shard> shard;
};

class RunBuilder {
 public:
  /// Throws InputError with the message and the place of the row that was added last: the file asks
  /// for more than limits.h grants.
  using Refuse = std::function<void(const std::string& message)>;

  explicit RunBuilder(Refuse refuse);
  ~RunBuilder();
  RunBuilder(const RunBuilder&) = delete;
  RunBuilder& operator=(const RunBuilder&) = delete;

  /// The texts of `row` must stay alive until finish().
  void add(const Row& row);

  /// The run: benchmarks in order of appearance; of each the clocks first (real_time, cpu_time),
  /// then its counters by name.
  /// `diagnostics` are those of the file as a whole.
  [[nodiscard]] model::Run finish(RunFrame frame, model::Diagnostics diagnostics);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace benchgate::formats
