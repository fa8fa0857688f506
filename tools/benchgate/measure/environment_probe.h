// The origin of a run, which every run records: commit, machine, system, compiler, settings.
//
// Facts only: model decides which of them make two runs incomparable. Unknown facts are left out,
// never guessed.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "benchgate/measure/machine_class.h"
#include "benchgate/measure/probe_source.h"
#include "benchgate/measure/suite.h"
#include "benchgate/model/environment.h"

namespace benchgate::measure {

struct ProvenanceOptions {
  std::string benchgate_version{};
  /// The work tree that the suite was built from; empty: the one that its executable lies in, or
  /// else the suite's working directory.
  std::filesystem::path source_directory{};
  int restarts = 1;  ///< for suites that do not say it themselves
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
  ProbeSource source{};
};

/// cpu_model, num_cpus, machine_class, kernel, os, virtualization, governor, turbo, aslr_enabled,
/// load_avg.
[[nodiscard]] model::Environment probe_machine(const ProbeSource& source);

/// The machine, and commit, commit_date, branch, dirty, compiler (as far as the executable tells),
/// date, version, restarts, min_time, filter, command: a suite's `provenance`.
[[nodiscard]] model::Environment probe_suite(const SuiteToRun& suite,
                                             const ProvenanceOptions& options);

}  // namespace benchgate::measure
