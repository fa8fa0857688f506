// Is this machine fit for measuring? What the system says of itself, and how noisy suites are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/measure/machine_fitness.h"
#include "benchgate/work/found_policy.h"
#include "benchgate/work/noise_check.h"

namespace benchgate::work {

struct DoctorRequest {
  std::vector<std::string> suites;  ///< as of choose_suites(); empty: all of the policy
  std::string filter;
  std::string budget = "60s";
  std::size_t benchmarks = 0;  ///< to plan for; 0: as many as were measured
  PolicyPlace policy;
};

struct Diagnosis {
  std::vector<measure::FitnessFinding> findings;
  std::optional<NoiseReport> noise;  ///< nothing: there is no suite
  std::size_t benchmarks = 0;        ///< how many the suite to be planned for has
};

/// Throws as find_policy(), choose_suites() and check_noise().
[[nodiscard]] Diagnosis diagnose(const DoctorRequest& request, const Caller& caller);

}  // namespace benchgate::work
