#include "benchgate/cli/duet_option.h"

#include "benchgate/work/duration.h"

namespace benchgate::cli {

void add_duet_option(CLI::App& command, DuetOption& option) {
  command.add_option("--filter", option.filter, "Only benchmarks that match (--benchmark_filter)")
      ->type_name("REGEX");
  command
      .add_option("--budget", option.budget, "Time limit for measuring [the policy's, else 10min]")
      ->type_name("TIME");
  command
      .add_option("--min-time", option.min_time,
                  "Run time of each side of a pair [the policy's, 45ms by default]")
      ->type_name("TIME");
}

void add_duet_terms(const DuetOption& option, model::Shard& shard) {
  shard.terms["filter"] = option.filter;
  shard.terms["min_time"] = option.min_time;
}

void apply_duet_option(const DuetOption& option, work::DuetRequest& request) {
  request.filter = option.filter;
  if (!option.budget.empty()) request.budget = work::parse_duration(option.budget, "--budget");
  if (!option.min_time.empty())
    request.min_time = work::parse_duration(option.min_time, "--min-time");
}

ExitCode exit_code_of(const work::DuetOutcome& outcome) {
  return outcome.interrupted ? ExitCode::Environment : outcome.assessment.exit_code();
}

}  // namespace benchgate::cli
