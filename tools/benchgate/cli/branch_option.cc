#include "benchgate/cli/branch_option.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/error.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/store/history_store.h"

namespace benchgate::cli {
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

}  // namespace

void add_branch_option(CLI::App& command, BranchOption& option) {
  command
      .add_option("--branch", option.pattern,
                  "Branch of the source, or a pattern [the branch of most of the last 30 runs]")
      ->type_name("NAME");
}

std::unique_ptr<history::BranchView> open_branch(const std::string& location,
                                                 const BranchOption& option,
                                                 const Console& console) {
  auto view =
      std::make_unique<history::BranchView>(store::open_history(location, false), option.pattern);
  const auto& others = view->left_out();
  if (others.empty()) return view;
  // Those that do not say their branch are of each, and so no sign that there is one of that name.
  const bool is_none = std::ranges::all_of(
      view->runs(), [](const model::HistoryRun& run) { return run.branch.empty(); });
  if (is_none) {
    throw UsageError(fmt::format("--branch {}: no run of {} is of it; they are of {}",
                                 option.pattern, shown_location(location), names_of(others)));
  }
  if (option.pattern.empty()) {
    std::size_t runs = 0;
    for (const auto& [name, number] : others) runs += number;
    console.err << fmt::format("benchgate: of the branch {}; {} of {} {} left out (--branch)\n",
                               report::visible(view->pattern()),
                               report::counted(runs, "run", "runs"), names_of(others),
                               runs == 1 ? "is" : "are");
  }
  return view;
}

std::unique_ptr<history::BranchView> find_branch(const std::string& location,
                                                 const BranchOption& option,
                                                 const Console& console) {
  try {
    return open_branch(location, option, console);
  } catch (const store::NoHistory&) {
    return nullptr;
  }
}

}  // namespace benchgate::cli
