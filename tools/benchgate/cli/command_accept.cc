#include <memory>

#include <fmt/format.h>

#include "benchgate/cli/command.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/accept.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "RESULT is a file that `benchgate gate`, `duet` or `compare` wrote with --output json=FILE. "
    "Each regression in it is accepted up to the end of its interval. The entry is appended to "
    "baselines/accepted.toml. Commit it with the change, so that reviewers see both.\n\n"
    "An accepted regression passes and stays in every report. It blocks merging again when it "
    "gets worse than accepted, after its last day, and on top of a base that has the entry "
    "already. Errored and missing rows cannot be accepted, nor can budgets.\n\n"
    "Examples:\n"
    "  benchgate accept out/results.json --benchmark 'db/select/*' \\\n"
    "      --reason 'reads its input twice, to check it first'\n"
    "  benchgate accept out/results.json --benchmark 'db/*' --metric allocs_per_iter \\\n"
    "      --reason 'two more per query, see the design' --until 30d --by Ann";

ExitCode accept(const work::AcceptRequest& request, const Console& console) {
  const auto outcome = work::accept(request);
  console.out << fmt::format("Appended to {}:\n", outcome.file.string()) << outcome.appended;
  return ExitCode::Passed;
}

}  // namespace

void add_accept_command(CLI::App& app, Action& chosen) {
  auto request = std::make_shared<work::AcceptRequest>();
  auto* command = app.add_subcommand("accept", "Accept a regression for a time, with a reason");
  command->footer(kFooter);
  command->add_option("result", request->results, "A results file")
      ->type_name("RESULT")
      ->required();
  command
      ->add_option("--benchmark", request->wish.benchmark,
                   "Name or pattern of benchmarks; * crosses slashes")
      ->type_name("GLOB")
      ->required();
  command
      ->add_option("--metric", request->wish.metric,
                   "Only this metric, or `clock` [all that regressed]")
      ->type_name("GLOB");
  command->add_option("--reason", request->wish.reason, "Reason for accepting it")
      ->type_name("TEXT")
      ->required();
  command->add_option("--until", request->wish.until, "Last day, or number of days [90d]")
      ->type_name("90d|DATE");
  command
      ->add_option("--by", request->wish.by,
                   "Name of the person who accepts it [git's "
                   "user.name]")
      ->type_name("NAME");
  add_policy_option(*command, request->policy);
  command->callback([request, &chosen] {
    chosen = [request](const Console& console) { return accept(*request, console); };
  });
}

}  // namespace benchgate::cli
