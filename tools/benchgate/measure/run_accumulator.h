// Puts the processes of a suite together: one sample per benchmark and process.
//
// Knows nothing of processes but their number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "benchgate/model/core_time.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

class RunAccumulator {
 public:
  /// Makes a place for the suite, with what is known of its environment before it runs.
  void add_suite(const std::string& suite, const model::Environment& provenance);

  /// Adds what process number `process` of `suite` measured. Where the suite's own context of
  /// this process contradicts that of an earlier one, the run says so.
  void add(const std::string& suite, std::uint32_t process, const model::Run& measured);

  void set_core_time(const std::string& suite, const model::CoreTime& time);

  /// The first failure of a benchmark stays.
  void add_failure(const std::string& suite, const std::string& benchmark, model::Failure failure);

  /// What was measured of a benchmark; the next sample of it is the first.
  void forget(const std::string& suite, const std::string& benchmark);

  /// A diagnostic that is there already is not repeated.
  void add_diagnostic(model::Diagnostic diagnostic);

  void set_shard(const std::optional<model::Shard>& shard) { run_.shard = shard; }

  [[nodiscard]] const model::Run& run() const { return run_; }

 private:
  model::Benchmark& benchmark(const std::string& suite, const std::string& name);
  void add_environment(model::Suite& suite, const model::Environment& measured);

  model::Run run_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
  std::map<std::string, model::Environment> first_contexts_;
};

}  // namespace benchgate::measure
