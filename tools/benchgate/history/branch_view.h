// A history as seen from one branch of the source: what was measured of other branches is left out.
//
// A series goes from commit to commit. Nights of two branches in one, each without the other's
// changes, would make it jump back and forth, and change points of it. Writing goes through.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "benchgate/store/history_store.h"

namespace benchgate::history {

/// The branch that most of the last thirty runs were of, by when they were measured; of two with as
/// many the one that was measured first of all, so that two that take turns do not change places
/// every night. Empty where no run says its branch.
[[nodiscard]] std::string usual_branch(const std::vector<model::HistoryRun>& runs);

class BranchView final : public store::HistoryStore {
 public:
  /// `pattern` is a branch's name, or one for several (base/glob.h); empty: the usual_branch(). A
  /// run that does not say its branch is of all.
  BranchView(std::unique_ptr<store::HistoryStore> history, std::string_view pattern);

  /// The visible part of it.
  [[nodiscard]] const std::string& pattern() const { return pattern_; }
  /// How many runs of which branch are left out.
  [[nodiscard]] const std::map<std::string, std::size_t>& left_out() const { return left_out_; }

  /// Measured, and only on branches that are left out.
  [[nodiscard]] bool is_of_others(const std::string& commit) const {
    return commits_of_others_.contains(commit);
  }

  /// Those that were there when the view was made: what is appended later belongs to the next one.
  [[nodiscard]] std::vector<model::HistoryRun> runs() const override { return runs_; }
  /// Of all branches, in history_order().
  [[nodiscard]] std::vector<model::HistoryRun> runs_of_all_branches() const { return all_->runs(); }
  [[nodiscard]] model::Series read(const model::SeriesKey& key) const override;
  void read_each(const std::vector<model::SeriesKey>& keys,
                 const std::function<void(model::Series)>& visit) const override;

  /// Of all branches: some may have no points on this one.
  [[nodiscard]] std::vector<model::SeriesKey> series() const override { return all_->series(); }
  /// Those between commits that are not of others.
  [[nodiscard]] std::vector<model::HistoryFinding> findings() const override;
  [[nodiscard]] model::HistoryRecord record(std::string_view id) const override {
    return all_->record(id);
  }
  [[nodiscard]] std::vector<std::string> verify() const override { return all_->verify(); }
  store::Appended append(const model::HistoryRecord& record) override {
    return all_->append(record);
  }
  store::Appended append(const model::HistoryFinding& finding) override {
    return all_->append(finding);
  }
  void remove(const std::vector<std::string>& ids) override { all_->remove(ids); }

 private:
  void leave_out_others(model::Series& series) const;

  std::unique_ptr<store::HistoryStore> all_;
  std::string pattern_;
  std::vector<model::HistoryRun> runs_;
  std::unordered_set<std::string> ids_;  ///< theirs
  std::map<std::string, std::size_t> left_out_;
  std::unordered_set<std::string> commits_of_others_;
};

}  // namespace benchgate::history
