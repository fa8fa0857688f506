#include "benchgate/work/doctor.h"

#include <algorithm>
#include <iterator>

#include "benchgate/work/duration.h"
#include "benchgate/work/suite_choice.h"

namespace benchgate::work {
namespace {

std::vector<measure::SuiteToRun> suites_for(const DoctorRequest& request) {
  const auto found = find_policy(request.policy);
  if (request.suites.empty() && found.policy.suites.empty()) return {};
  auto suites = choose_suites(request.suites, found);
  for (auto& suite : suites) {
    suite.min_time = found.policy.duet.min_time;
    if (!request.filter.empty()) suite.filter = request.filter;
  }
  return suites;
}

}  // namespace

Diagnosis diagnose(const DoctorRequest& request, const Caller& caller) {
  const NoiseRequest suites{.suites = suites_for(request),
                            .cpus = measure::usable_cpus(),
                            .budget = parse_duration(request.budget, "--budget")};
  const measure::ProbeSource system;
  Diagnosis diagnosis{.findings = measure::machine_fitness(system, suites.cpus), .noise = {}};
  if (suites.suites.empty()) return diagnosis;
  const auto before = measure::read_counters(system);
  diagnosis.noise = check_noise(suites, caller);
  std::ranges::move(measure::fitness_between(before, measure::read_counters(system)),
                    std::back_inserter(diagnosis.findings));
  diagnosis.benchmarks =
      request.benchmarks > 0 ? request.benchmarks : diagnosis.noise->benchmarks.size();
  return diagnosis;
}

}  // namespace benchgate::work
