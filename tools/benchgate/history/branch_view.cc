#include "benchgate/history/branch_view.h"

#include <algorithm>
#include <utility>

#include "benchgate/base/glob.h"

namespace benchgate::history {

std::string usual_branch(const std::vector<model::HistoryRun>& runs) {
  // Few enough to follow soon where a branch was renamed, enough for one that was measured once.
  constexpr std::size_t kLast = 30;
  std::vector<const model::HistoryRun*> named;
  for (const auto& run : runs)
    if (!run.branch.empty()) named.push_back(&run);
  std::ranges::stable_sort(named, std::greater<>(), &model::HistoryRun::measured_at);
  std::map<std::string_view, model::Timestamp> begun;
  for (const auto* run : named) begun[run->branch] = run->measured_at;
  if (named.size() > kLast) named.resize(kLast);
  std::map<std::string_view, std::size_t> counts;
  for (const auto* run : named) ++counts[run->branch];
  const auto most = std::ranges::max_element(named, {}, [&](const model::HistoryRun* run) {
    return std::pair(counts[run->branch], -begun[run->branch]);
  });
  return most == named.end() ? std::string() : (*most)->branch;
}

BranchView::BranchView(std::unique_ptr<store::HistoryStore> history, std::string_view pattern)
    : all_(std::move(history)), pattern_(pattern) {
  auto all = all_->runs();
  if (pattern_.empty()) pattern_ = usual_branch(all);
  for (auto& run : all) {
    const bool is_seen = run.branch.empty() || run.branch == pattern_ ||
                         (!pattern.empty() && glob_match(pattern, run.branch));
    if (!is_seen) {
      ++left_out_[run.branch];
      commits_of_others_.insert(run.commit);
      continue;
    }
    ids_.insert(run.id);
    runs_.push_back(std::move(run));
  }
  for (const auto& run : runs_) commits_of_others_.erase(run.commit);
}

std::vector<model::HistoryFinding> BranchView::findings() const {
  auto found = all_->findings();
  std::erase_if(found, [this](const model::HistoryFinding& finding) {
    return is_of_others(finding.good) || is_of_others(finding.bad);
  });
  return found;
}

void BranchView::leave_out_others(model::Series& series) const {
  std::erase_if(series.points,
                [this](const model::SeriesPoint& point) { return !ids_.contains(point.run); });
}

model::Series BranchView::read(const model::SeriesKey& key) const {
  auto series = all_->read(key);
  leave_out_others(series);
  return series;
}

void BranchView::read_each(const std::vector<model::SeriesKey>& keys,
                           const std::function<void(model::Series)>& visit) const {
  all_->read_each(keys, [&](model::Series series) {
    leave_out_others(series);
    visit(std::move(series));
  });
}

}  // namespace benchgate::history
