#include "benchgate/work/store_upkeep.h"

#include <chrono>
#include <cstddef>

#include "benchgate/base/database_name.h"
#include "benchgate/base/date.h"
#include "benchgate/base/error.h"
#include "benchgate/store/history_location.h"
#include "benchgate/store/history_store.h"

namespace benchgate::work {
namespace {

int this_year() {
  return static_cast<int>(std::chrono::year_month_day(today_in_utc()).year());
}

model::Timestamp now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

ListedRuns list_runs(const std::string& location, std::size_t last) {
  auto runs = store::open_history(location, false)->runs();
  const auto all = runs.size();
  if (last != 0 && last < all) {
    runs.erase(runs.begin(), runs.end() - static_cast<std::ptrdiff_t>(last));
  }
  return {.runs = std::move(runs), .all = all};
}

std::size_t copy_history(const std::string& from, const std::string& to) {
  store::require_writable_history(to);
  const auto source = store::open_history(from, false);
  const auto target = store::open_history(to, true);
  std::size_t added = 0;
  for (const auto& run : source->runs()) {
    if (target->append(source->record(run.id)) == store::Appended::Added) ++added;
  }
  for (const auto& finding : source->findings()) {
    if (target->append(finding) == store::Appended::Added) ++added;
  }
  return added;
}

HistoryCheck verify_history(const std::string& location) {
  const auto history = store::open_history(location, false);
  HistoryCheck check{.problems = history->verify()};
  if (!check.problems.empty()) return check;
  check.records = history->runs().size();
  check.findings = history->findings().size();
  return check;
}

std::optional<store::Compaction> compact_history(const std::string& location,
                                                 std::optional<int> before) {
  if (names_database(location)) return std::nullopt;
  store::require_writable_history(location);
  (void)store::open_history(location, false);
  return store::compact_folder(location, before.value_or(this_year()));
}

PruneOutcome prune_history(const PruneRequest& request) {
  const auto& [location, to, retention, dry_run] = request;
  if (!to.empty() && store::is_same_place(location, to)) {
    throw UsageError(
        "--to names the history itself: what is moved there would be lost; name another");
  }
  if (!to.empty() && !dry_run) store::require_writable_history(to);
  const auto history = store::open_history(location, false);
  if (!dry_run) store::require_writable_history(location);
  const auto runs = history->runs();
  PruneOutcome outcome{.ids = history::dispensable(runs, history->findings(), retention, now()),
                       .all = runs.size()};
  if (dry_run) return outcome;
  if (!to.empty()) {
    const auto archive = store::open_history(to, true);
    for (const auto& id : outcome.ids) archive->append(history->record(id));
  }
  history->remove(outcome.ids);
  return outcome;
}

}  // namespace benchgate::work
