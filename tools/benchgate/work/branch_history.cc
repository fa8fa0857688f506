#include "benchgate/work/branch_history.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/error.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/store/history_store.h"

namespace benchgate::work {
namespace {

/// "dev and topic", "dev, topic and 5 more".
std::string names_of(const std::map<std::string, std::size_t>& branches) {
  constexpr std::size_t kMost = 5;
  std::vector<std::string> names;
  for (const auto& [name, runs] : branches) {
    if (names.size() < kMost) names.push_back(report::visible(name));
  }
  if (branches.size() > kMost) names.push_back(fmt::format("{} more", branches.size() - kMost));
  return report::listed(names);
}

std::string left_out_text(const history::BranchView& view) {
  const auto& others = view.left_out();
  std::size_t runs = 0;
  for (const auto& [name, number] : others) runs += number;
  return fmt::format("of the branch {}; {} of {} {} left out (--branch)",
                     report::visible(view.pattern()), report::counted(runs, "run", "runs"),
                     names_of(others), runs == 1 ? "is" : "are");
}

}  // namespace

std::unique_ptr<history::BranchView> open_branch(const HistoryPlace& place, Observer& observer) {
  auto view = std::make_unique<history::BranchView>(store::open_history(place.location, false),
                                                    place.branch);
  if (view->left_out().empty()) return view;
  // Those that do not say their branch are of each, and so no sign that there is one of that name.
  const bool is_none = std::ranges::all_of(
      view->runs(), [](const model::HistoryRun& run) { return run.branch.empty(); });
  if (is_none) {
    throw UsageError(fmt::format("--branch {}: no run of {} is of it; they are of {}", place.branch,
                                 shown_location(place.location), names_of(view->left_out())));
  }
  if (place.branch.empty()) observer.note(left_out_text(*view));
  return view;
}

std::unique_ptr<history::BranchView> find_branch(const HistoryPlace& place, Observer& observer) {
  try {
    return open_branch(place, observer);
  } catch (const store::NoHistory&) {
    return nullptr;
  }
}

}  // namespace benchgate::work
