#include "benchgate/work/bisect.h"

#include <chrono>
#include <ctime>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/clone.h"
#include "benchgate/builds/commit_range.h"
#include "benchgate/builds/merge_base.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/store/history_location.h"
#include "benchgate/store/history_store.h"
#include "benchgate/work/bisect_finding.h"
#include "benchgate/work/measuring_locks.h"
#include "benchgate/work/tree_suites.h"

namespace benchgate::work {
namespace {

class Stopwatch {
 public:
  [[nodiscard]] std::uint32_t seconds() const {
    const auto passed = std::chrono::steady_clock::now() - began_;
    return static_cast<std::uint32_t>(std::chrono::ceil<std::chrono::seconds>(passed).count());
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

BisectReport report_of(history::Bisection found, BisectSource& source, const std::string& good,
                       const std::string& bad) {
  using Answer = model::HistoryFinding::Answer;
  BisectReport report{.found = std::move(found),
                      .good = source.commits().describe(good),
                      .bad = source.commits().describe(bad),
                      .steps = source.steps(),
                      .target = source.target(),
                      .matching = source.matching(),
                      .differing = source.differing(),
                      .interrupted = measure::interrupts_received() > 0};
  const auto& result = report.found;
  if (result.answer == Answer::Culprit) report.range = {source.commits().describe(result.bad)};
  if (result.answer == Answer::Range) {
    report.range = source.commits().between(result.good, result.bad);
  }
  if (const auto& inside = result.inside) {
    report.inside = source.commits().between(inside->good, inside->bad);
  }
  return report;
}

struct Range {
  std::string good;  ///< commits in full
  std::string bad;
};

void check_range(const builds::Clone& clone, const Range& range, Observer& observer) {
  const auto& [good, bad] = range;
  builds::reach_back(clone, {.tip = good, .head = bad, .about = "GOOD and BAD", .ref = {}});
  const auto base = builds::merge_base(clone, good, bad);
  if (!base)
    throw UsageError("GOOD and BAD have no commit in common, so there is nothing to search");
  if (*base == bad) {
    throw UsageError(good == bad ? "GOOD and BAD are the same commit"
                                 : "BAD is an ancestor of GOOD; are they the wrong way round?");
  }
  if (*base == good) return;
  observer.note(fmt::format(
      "GOOD is not an ancestor of BAD: commits are measured against where they left it, "
      "which BAD did at {}",
      builds::short_commit(*base)));
}

void append_to(store::HistoryStore& history, const BisectReport& report, const BisectRequest& asked,
               Observer& observer) {
  const auto findings = findings_of(report, history.series(), asked, std::time(nullptr));
  for (const auto& finding : findings) (void)history.append(finding);
  if (findings.empty()) {
    observer.note(
        "nothing was appended to the history, which has no series of that one benchmark and "
        "metric");
  } else if (!model::is_answer(findings.front())) {
    observer.note("the history says from now on that this was looked into without an answer");
  }
}

/// `history` may be null.
BisectReport search(const BisectSetup& setup, const Range& range, store::HistoryStore* history,
                    Observer& observer) {
  const Stopwatch watch;
  BisectSource source(setup, observer);
  const auto& [good, bad] = range;
  BisectReport report{
      .good = source.commits().describe(good),  // now: nothing can be asked after ^C
      .bad = source.commits().describe(bad)};
  const stats::Alpha alpha(setup.policy.policy.family_alpha);
  try {
    report = report_of(history::bisect(good, bad, alpha, source), source, good, bad);
  } catch (const Error&) {
    report.found.not_closer = measure::interrupts_received() > 0
                                  ? history::BisectionAnswer::Stopped
                                  : history::BisectionAnswer::Untestable;
    report.seconds = watch.seconds();
    if (history != nullptr) append_to(*history, report, setup.asked, observer);
    throw;
  }
  report.seconds = watch.seconds();
  return report;
}

/// Where commits are; how they are built is prepare_builds().
BisectSetup find_setup(const BisectRequest& request, const Getenv& getenv) {
  BisectSetup setup{.asked = request,
                    .policy = find_policy(request.policy),
                    .cache = cache_folder(request.cache, getenv)};
  check_suites(setup.policy);
  setup.clone =
      builds::find_clone(folder_of_repository(setup.policy, !request.policy.path.empty()));
  return setup;
}

void prepare_builds(BisectSetup& setup, const Getenv& getenv) {
  setup.place = find_tree_place(setup.clone.root, setup.policy);
  setup.build = build_options(setup.policy, setup.clone.root, setup.place, getenv);
  setup.build.most_kept = builds::kMostKeptByBisection;
}

/// Before hours are spent. Null where none is asked for.
std::unique_ptr<store::HistoryStore> open_history(const std::string& location) {
  if (location.empty()) return nullptr;
  auto history = store::open_history(location, false);
  store::require_writable_history(location);
  return history;
}

}  // namespace

BisectReport bisect(const BisectRequest& request, const Caller& caller,
                    const std::function<void(const BisectReport&)>& show) {
  auto setup = find_setup(request, caller.getenv);
  const Range range{.good = builds::require_commit(setup.clone, request.good, "GOOD"),
                    .bad = builds::require_commit(setup.clone, request.bad, "BAD")};
  check_range(setup.clone, range, caller.observer);
  prepare_builds(setup, caller.getenv);
  const auto history = open_history(request.history);
  const MeasuringLocks locks({}, caller);
  const measure::InterruptHandler interrupts;
  auto report = search(setup, range, history.get(), caller.observer);
  show(report);
  if (history) append_to(*history, report, request, caller.observer);
  return report;
}

}  // namespace benchgate::work
