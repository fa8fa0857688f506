#include <memory>

#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/doctor_output.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/doctor.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Reads what the system says about itself. Then measures suites against themselves: all "
    "differences are noise. Warnings do not change the exit code, 0.\n\n"
    "Examples:\n"
    "  benchgate doctor                          the suites of benchgate.toml\n"
    "  benchgate doctor ./my_bench --budget 20s  any Google Benchmark executable\n"
    "  benchgate doctor --benchmarks 200 --json  planned for a suite of 200";

struct DoctorOptions {
  work::DoctorRequest doctor;
  bool json = false;
};

ExitCode doctor(const DoctorOptions& options, const Console& console) {
  ConsoleObserver observer(console);
  const auto diagnosis = work::diagnose(options.doctor, observer.caller());
  console.out << (options.json ? doctor_json(diagnosis) : doctor_text(diagnosis));
  if (!diagnosis.noise) return ExitCode::Passed;
  if (diagnosis.noise->interrupted) return ExitCode::Environment;
  return diagnosis.noise->failures.empty() ? ExitCode::Passed : ExitCode::GateClosed;
}

}  // namespace

void add_doctor_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<DoctorOptions>();
  auto* command = app.add_subcommand("doctor", "Check whether this machine is fit for measuring");
  command->footer(kFooter);
  command
      ->add_option("suites", options->doctor.suites,
                   "Suites of the policy, or Google Benchmark executables [all of the policy]")
      ->type_name("SUITE...");
  command
      ->add_option("--filter", options->doctor.filter,
                   "Only benchmarks that match (--benchmark_filter)")
      ->type_name("REGEX");
  command->add_option("--budget", options->doctor.budget, "Time limit for measuring [60s]")
      ->type_name("TIME");
  command
      ->add_option("--benchmarks", options->doctor.benchmarks,
                   "Number of benchmarks to plan for [the measured ones]")
      ->type_name("N")
      ->check(CLI::Range(1, 1000000).description(""));
  command->add_flag("--json", options->json, "Print JSON");
  add_policy_option(*command, options->doctor.policy);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return doctor(*options, console); };
  });
}

}  // namespace benchgate::cli
