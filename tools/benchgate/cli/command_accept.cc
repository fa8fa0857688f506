#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/work_tree.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/gate/acceptance_file.h"
#include "benchgate/measure/git.h"
#include "benchgate/report/results_json.h"
#include "benchgate/work/acceptances.h"
#include "benchgate/work/new_acceptances.h"

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

struct AcceptOptions {
  std::string result;
  work::AcceptanceWish wish{.until = "90d"};
  work::PolicyPlace policy;
};

std::string git_user() {
  const auto answer = measure::ask_git(".", {"config", "user.name"});
  auto name = answer.text;
  name.erase(std::min(name.find('\n'), name.size()));
  if (answer.succeeded && !name.empty()) return name;
  throw UsageError("git does not know your name; say who accepts this with --by NAME");
}

ExitCode accept(const AcceptOptions& options, const Console& console) {
  auto wish = options.wish;
  if (wish.by.empty()) wish.by = git_user();
  const auto policy = work::find_policy(options.policy);
  require_writable_file(work::acceptance_path(policy));
  const auto entries =
      work::new_acceptances(report::read_results_file(options.result), wish, today_in_utc());
  const auto path = work::acceptance_path(policy);
  constexpr std::size_t kMostBytes = 1 << 20;
  for (const auto& entry : entries) {
    const auto same = std::ranges::find_if(policy.acceptances, [&](const auto& other) {
      return other.benchmark == entry.benchmark && other.metric == entry.metric;
    });
    if (same == policy.acceptances.end()) continue;
    throw UsageError(
        fmt::format("{}:{}: {} {} is accepted here already, up to {} until {}; alter "
                    "this entry or remove it",
                    path.string(), same->position.line, entry.benchmark, entry.metric,
                    gate::up_to_text(same->up_to), date_text(same->until)));
  }
  const auto before = std::filesystem::exists(path) ? read_file(path, kMostBytes) : std::string();
  require_within_work_tree(path);
  write_file_atomically(path, gate::with_acceptances(before, entries, path));
  console.out << fmt::format("Appended to {}:\n", path.string());
  for (const auto& entry : entries) console.out << '\n' << gate::acceptance_text(entry);
  return ExitCode::Passed;
}

}  // namespace

void add_accept_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<AcceptOptions>();
  auto* command = app.add_subcommand("accept", "Accept a regression for a time, with a reason");
  command->footer(kFooter);
  command->add_option("result", options->result, "A results file")->type_name("RESULT")->required();
  command
      ->add_option("--benchmark", options->wish.benchmark,
                   "Name or pattern of benchmarks; * crosses slashes")
      ->type_name("GLOB")
      ->required();
  command
      ->add_option("--metric", options->wish.metric,
                   "Only this metric, or `clock` [all that regressed]")
      ->type_name("GLOB");
  command->add_option("--reason", options->wish.reason, "Reason for accepting it")
      ->type_name("TEXT")
      ->required();
  command->add_option("--until", options->wish.until, "Last day, or number of days [90d]")
      ->type_name("90d|DATE");
  command
      ->add_option("--by", options->wish.by,
                   "Name of the person who accepts it [git's "
                   "user.name]")
      ->type_name("NAME");
  add_policy_option(*command, options->policy);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return accept(*options, console); };
  });
}

}  // namespace benchgate::cli
