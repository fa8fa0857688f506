#include "benchgate/work/accept.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/date.h"
#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/work_tree.h"
#include "benchgate/base/writable.h"
#include "benchgate/gate/acceptance_file.h"
#include "benchgate/measure/git.h"
#include "benchgate/report/results_json.h"
#include "benchgate/work/acceptances.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

std::string git_user() {
  const auto answer = measure::ask_git(".", {"config", "user.name"});
  auto name = answer.text;
  name.erase(std::min(name.find('\n'), name.size()));
  if (answer.succeeded && !name.empty()) return name;
  throw UsageError("git does not know your name; say who accepts this with --by NAME");
}

void refuse_accepted(const std::vector<gate::Acceptance>& entries,
                     const std::vector<gate::Acceptance>& accepted, const fs::path& file) {
  for (const auto& entry : entries) {
    const auto same = std::ranges::find_if(accepted, [&](const auto& other) {
      return other.benchmark == entry.benchmark && other.metric == entry.metric;
    });
    if (same == accepted.end()) continue;
    throw UsageError(
        fmt::format("{}:{}: {} {} is accepted here already, up to {} until {}; alter "
                    "this entry or remove it",
                    file.string(), same->position.line, entry.benchmark, entry.metric,
                    gate::up_to_text(same->up_to), date_text(same->until)));
  }
}

}  // namespace

AcceptOutcome accept(const AcceptRequest& request) {
  constexpr std::size_t kMostBytes = 1 << 20;
  auto wish = request.wish;
  if (wish.by.empty()) wish.by = git_user();
  const auto policy = find_policy(request.policy);
  AcceptOutcome outcome{.file = acceptance_path(policy), .appended = {}};
  require_writable_file(outcome.file);
  const auto entries =
      new_acceptances(report::read_results_file(request.results), wish, today_in_utc());
  refuse_accepted(entries, policy.acceptances, outcome.file);
  const auto before =
      fs::exists(outcome.file) ? read_file(outcome.file, kMostBytes) : std::string();
  require_within_work_tree(outcome.file);
  write_file_atomically(outcome.file, gate::with_acceptances(before, entries, outcome.file));
  for (const auto& entry : entries) outcome.appended += '\n' + gate::acceptance_text(entry);
  return outcome;
}

}  // namespace benchgate::work
