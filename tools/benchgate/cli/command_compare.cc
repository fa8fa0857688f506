#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/compare_results.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "BASE and HEAD are result files of any Google Benchmark executable, folders of result files, "
    "or stored baselines: `latest`, a name, or the beginning of a name. Nothing is measured, so "
    "the answer is always the same.\n\n"
    "Two results that were measured apart differ by more than the code. So a timing blocks "
    "merging only beyond the noise of separate runs, and only if a second measurement of head "
    "agrees (--again; `benchgate run --against` makes it). Allocations, rows, bytes and query "
    "plans block merging at any change. The two files that `benchgate duet` saves were measured "
    "together, and get the same verdict again.\n\n"
    "Examples:\n"
    "  benchgate compare base.json head.json\n"
    "  benchgate compare latest out/run.json --output markdown=comment.md --output "
    "json=results.json\n"
    "  benchgate compare latest out/run.json --again out/run.again.json\n"
    "  benchgate compare --no-base out/run.json       budgets only";

struct CompareOptions {
  std::vector<std::string> runs;  ///< BASE HEAD, unless --base and --head name files
  bool no_base = false;
  work::CompareRequest compare;
  OutputOption output;
};

work::CompareRequest request_of(const CompareOptions& options) {
  auto request = options.compare;
  const bool by_option = !request.base.empty() || !request.head.empty();
  const std::size_t wanted = by_option ? 0 : options.no_base ? 1 : 2;
  if (options.runs.size() != wanted) {
    throw UsageError(options.no_base
                         ? "compare --no-base takes one run: HEAD"
                         : "compare takes two runs: BASE HEAD; several files of a side go together "
                           "as --base FILE... --head FILE... (see benchgate compare --help)");
  }
  if (!by_option) {
    if (!options.no_base) request.base = {options.runs.front()};
    request.head = {options.runs.back()};
  } else if (request.head.empty() || request.base.empty() != options.no_base) {
    throw UsageError("compare takes --base FILE... and --head FILE... together");
  }
  return request;
}

ExitCode compare_runs(const CompareOptions& options, const Console& console) {
  check_output(options.output);
  const auto assessment = work::compare_results(request_of(options));
  write_output(assessment, options.output, console);
  return assessment.exit_code();
}

}  // namespace

void add_compare_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<CompareOptions>();
  auto* command = app.add_subcommand(
      "compare", "Compare two results, or a result with a stored baseline, and decide");
  command->footer(kFooter);
  command->add_option("runs", options->runs, "The two results to compare")->type_name("BASE HEAD");
  command
      ->add_option("--base", options->compare.base,
                   "Result files of base, each a restart of its suite")
      ->type_name("FILE...");
  command
      ->add_option("--head", options->compare.head,
                   "Result files of head, each a restart of its suite")
      ->type_name("FILE...");
  command->add_flag("--no-base", options->no_base, "No base: show HEAD and judge its budgets");
  command
      ->add_option("--again", options->compare.again,
                   "Second measurement of HEAD, or of its suspects, that has to agree")
      ->type_name("FILE");
  command
      ->add_option("--filter", options->compare.filter,
                   "Only benchmarks that match; -REGEX: all others")
      ->type_name("REGEX");
  add_policy_option(*command, options->compare.policy);
  add_output_option(*command, options->output);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return compare_runs(*options, console); };
  });
}

}  // namespace benchgate::cli
