#include "benchgate/model/environment.h"

#include <algorithm>
#include <array>
#include <set>

namespace benchgate::model {
namespace {

struct Known {
  std::string_view field;
  EnvironmentAspect aspect;
};

// benchgate's own fields stand under "benchgate." in a file; the reader takes that off.
constexpr std::array kKnown = {
    Known{"commit", EnvironmentAspect::Identity},
    Known{"commit_date", EnvironmentAspect::Identity},
    Known{"dirty", EnvironmentAspect::Identity},
    Known{"branch", EnvironmentAspect::Identity},
    Known{"date", EnvironmentAspect::Volatile},
    Known{"host_name", EnvironmentAspect::Volatile},
    Known{"executable", EnvironmentAspect::Volatile},
    Known{"mhz_per_cpu", EnvironmentAspect::Volatile},
    Known{"cpu_scaling_enabled", EnvironmentAspect::Machine},
    Known{"aslr_enabled", EnvironmentAspect::Machine},
    Known{"load_avg", EnvironmentAspect::Volatile},
    Known{"core_seconds", EnvironmentAspect::Volatile},
    Known{"core_wait_seconds", EnvironmentAspect::Volatile},
    Known{"others_core_seconds", EnvironmentAspect::Volatile},
    Known{"all_core_seconds", EnvironmentAspect::Volatile},
    Known{"command", EnvironmentAspect::Volatile},
    Known{"finished", EnvironmentAspect::Volatile},
    Known{"coin_seed", EnvironmentAspect::Volatile},
    Known{"version", EnvironmentAspect::Method},
    Known{"restarts", EnvironmentAspect::Method},
    Known{"min_time", EnvironmentAspect::Method},
    Known{"filter", EnvironmentAspect::Method},
    Known{"num_cpus", EnvironmentAspect::Machine},
    Known{"cpu_model", EnvironmentAspect::Machine},
    Known{"machine_class", EnvironmentAspect::Machine},
    Known{"kernel", EnvironmentAspect::Machine},
    Known{"os", EnvironmentAspect::Machine},
    Known{"caches", EnvironmentAspect::Machine},
    Known{"governor", EnvironmentAspect::Machine},
    Known{"virtualization", EnvironmentAspect::Machine},
    Known{"turbo", EnvironmentAspect::Machine},
    Known{"compiler", EnvironmentAspect::Build},
    Known{"compiler_flags", EnvironmentAspect::Build},
    Known{"build_type", EnvironmentAspect::Build},
    Known{"library_build_type", EnvironmentAspect::Build},
    Known{"library_version", EnvironmentAspect::Build},
    Known{"json_schema_version", EnvironmentAspect::Volatile},
};

constexpr std::array kOrder = {EnvironmentAspect::Machine, EnvironmentAspect::Build,
                               EnvironmentAspect::Engine, EnvironmentAspect::Workload,
                               EnvironmentAspect::Method};

}  // namespace

EnvironmentAspect aspect_of(std::string_view field) {
  const auto known = std::ranges::find(kKnown, field, &Known::field);
  if (known != kKnown.end()) return known->aspect;
  if (field.starts_with("caches.")) return EnvironmentAspect::Machine;
  if (field.starts_with("dataset")) return EnvironmentAspect::Workload;
  if (field.ends_with("_version") || field.ends_with("_settings")) {
    return EnvironmentAspect::Engine;
  }
  return EnvironmentAspect::Workload;
}

std::optional<std::string_view> Environment::find(std::string_view field) const {
  const auto found = fields.find(field);
  if (found == fields.end()) return std::nullopt;
  return found->second;
}

std::vector<EnvironmentDifference> differences(std::string_view suite, const Environment& base,
                                               const Environment& head) {
  std::set<std::string_view> names;
  for (const auto& [name, value] : base.fields) names.insert(name);
  for (const auto& [name, value] : head.fields) names.insert(name);
  std::vector<EnvironmentDifference> found;
  for (const auto aspect : kOrder) {
    for (const auto name : names) {
      const auto in_base = base.find(name);
      const auto in_head = head.find(name);
      if (aspect_of(name) != aspect || in_base == in_head) continue;
      found.push_back({.suite = std::string(suite),
                       .field = std::string(name),
                       .aspect = aspect,
                       .base = in_base ? std::optional<std::string>(*in_base) : std::nullopt,
                       .head = in_head ? std::optional<std::string>(*in_head) : std::nullopt});
    }
  }
  return found;
}

}  // namespace benchgate::model
