#include "benchgate/cli/measuring_options.h"

#include <fmt/format.h>

namespace benchgate::cli {

void add_duet_option(CLI::App& command, work::DuetTerms& terms) {
  command.add_option("--filter", terms.filter, "Only benchmarks that match (--benchmark_filter)")
      ->type_name("REGEX");
  command
      .add_option("--budget", terms.budget, "Time limit for measuring [the policy's, else 10min]")
      ->type_name("TIME");
  command
      .add_option("--min-time", terms.min_time,
                  "Run time of each side of a pair [the policy's, 45ms by default]")
      ->type_name("TIME");
}

void add_shard_option(CLI::App& command, std::string& text) {
  command
      .add_option("--shard", text,
                  "Measure only part I of N; `benchgate merge` puts the parts together")
      ->type_name("I/N");
}

ExitCode finish(const work::DuetOutcome& outcome, const Console& console) {
  if (!outcome.interrupted) return outcome.assessment.exit_code();
  console.err << fmt::format("benchgate: interrupted; the results so far are in {}\n",
                             outcome.saved.string());
  return ExitCode::Environment;
}

}  // namespace benchgate::cli
