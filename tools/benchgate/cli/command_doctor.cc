#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/doctor_output.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/work/duration.h"
#include "benchgate/work/suite_choice.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Reads what the system says about itself. Then measures suites against themselves: all "
    "differences are noise. Warnings do not change the exit code, 0.\n\n"
    "Examples:\n"
    "  benchgate doctor                          the suites of benchgate.toml\n"
    "  benchgate doctor ./my_bench --budget 20s  any Google Benchmark executable\n"
    "  benchgate doctor --benchmarks 200 --json  planned for a suite of 200";

struct DoctorCommandOptions {
  std::vector<std::string> suites;
  std::string filter;
  std::string budget = "60s";
  std::size_t benchmarks = 0;  // 0: as many as were measured
  bool json = false;
  work::PolicyPlace policy;
};

std::vector<measure::SuiteToRun> suites_of(const DoctorCommandOptions& options,
                                           const work::FoundPolicy& found) {
  if (options.suites.empty() && found.policy.suites.empty()) return {};
  auto suites = work::choose_suites(options.suites, found);
  for (auto& suite : suites) {
    suite.min_time = found.policy.duet.min_time;
    if (!options.filter.empty()) suite.filter = options.filter;
  }
  return suites;
}

ExitCode doctor(const DoctorCommandOptions& options, const Console& console) {
  work::NoiseRequest request{.suites = suites_of(options, work::find_policy(options.policy)),
                             .cpus = measure::usable_cpus(),
                             .budget = work::parse_duration(options.budget, "--budget")};
  const measure::ProbeSource system;
  Diagnosis diagnosis{.findings = measure::machine_fitness(system, request.cpus)};
  const auto before = measure::read_counters(system);
  ConsoleObserver observer(console);
  if (!request.suites.empty()) diagnosis.noise = work::check_noise(request, observer.caller());
  auto between = measure::fitness_between(before, measure::read_counters(system));
  if (diagnosis.noise) {
    std::ranges::move(between, std::back_inserter(diagnosis.findings));
    diagnosis.benchmarks =
        options.benchmarks > 0 ? options.benchmarks : diagnosis.noise->benchmarks.size();
  }
  console.out << (options.json ? doctor_json(diagnosis) : doctor_text(diagnosis));
  if (!diagnosis.noise) return ExitCode::Passed;
  if (diagnosis.noise->interrupted) return ExitCode::Environment;
  return diagnosis.noise->failures.empty() ? ExitCode::Passed : ExitCode::GateClosed;
}

}  // namespace

void add_doctor_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<DoctorCommandOptions>();
  auto* command = app.add_subcommand("doctor", "Check whether this machine is fit for measuring");
  command->footer(kFooter);
  command
      ->add_option("suites", options->suites,
                   "Suites of the policy, or Google Benchmark executables [all of the policy]")
      ->type_name("SUITE...");
  command
      ->add_option("--filter", options->filter, "Only benchmarks that match (--benchmark_filter)")
      ->type_name("REGEX");
  command->add_option("--budget", options->budget, "Time limit for measuring [60s]")
      ->type_name("TIME");
  command
      ->add_option("--benchmarks", options->benchmarks,
                   "Number of benchmarks to plan for [the measured ones]")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000).description(""));
  command->add_flag("--json", options->json, "Print JSON");
  add_policy_option(*command, options->policy);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return doctor(*options, console); };
  });
}

}  // namespace benchgate::cli
