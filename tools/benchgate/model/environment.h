// Where and how a run was obtained: commit, machine, compiler, engines, dataset, settings.
//
// Flat names and texts, as they stand in a result file's context (nested objects joined with '.').
// Which of them make two runs differ in a way that a reader must know is decided here, once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/name_table.h"

namespace benchgate::model {

/// What a field of the environment tells about.
enum class EnvironmentAspect {
  Identity,  ///< which code this is: commit, dirty, branch. Meant to differ.
  Machine,   ///< cpu_model, num_cpus, kernel, machine_class, caches
  Build,     ///< compiler, flags, build type, library versions
  Engine,    ///< database and cache server: version and settings
  Workload,  ///< dataset hash and seed, the suite's own parameters
  Method,    ///< how it was measured: restarts, repetitions, min_time, seed
  Volatile,  ///< date, load average, host name, executable path, MHz now: differ always
};

[[nodiscard]] EnvironmentAspect aspect_of(std::string_view field);

inline constexpr NameTable<EnvironmentAspect, 7> kAspectNames = {{
    {EnvironmentAspect::Identity, "identity"},
    {EnvironmentAspect::Machine, "machine"},
    {EnvironmentAspect::Build, "build"},
    {EnvironmentAspect::Engine, "engine"},
    {EnvironmentAspect::Workload, "workload"},
    {EnvironmentAspect::Method, "method"},
    {EnvironmentAspect::Volatile, "volatile"},
}};
[[nodiscard]] constexpr std::string_view aspect_name(EnvironmentAspect aspect) {
  return name_in(kAspectNames, aspect);
}

struct Environment {
  std::map<std::string, std::string, std::less<>> fields;

  [[nodiscard]] std::optional<std::string_view> find(std::string_view field) const;
  bool operator==(const Environment&) const = default;
};

struct EnvironmentDifference {
  std::string suite;
  std::string field;
  EnvironmentAspect aspect = EnvironmentAspect::Machine;
  std::optional<std::string> base;  ///< nothing: not recorded on that side
  std::optional<std::string> head;
  bool operator==(const EnvironmentDifference&) const = default;
};

/// The differences that can explain a difference in the figures: every aspect but Identity and
/// Volatile, in the order Machine, Build, Engine, Workload, Method.
[[nodiscard]] std::vector<EnvironmentDifference> differences(std::string_view suite,
                                                             const Environment& base,
                                                             const Environment& head);

}  // namespace benchgate::model
