// The runs of a history by their ids and in their order: what every point of a series refers to.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::site {

class RunTable {
 public:
  /// `runs` in history_order(), no two of one id.
  explicit RunTable(std::vector<model::HistoryRun> runs);

  [[nodiscard]] const std::vector<model::HistoryRun>& runs() const { return runs_; }
  [[nodiscard]] bool empty() const { return runs_.empty(); }

  /// The place of the run, which must be there: points have none but runs of their history.
  /// Throws InputError where it is not, because then the history is damaged.
  [[nodiscard]] std::size_t index_of(std::string_view id) const;
  [[nodiscard]] const model::HistoryRun& run(std::string_view id) const {
    return runs_[index_of(id)];
  }

  /// The moment of the newest commit; there must be a run. The last 30 days end there, and
  /// not now.
  [[nodiscard]] model::Timestamp newest_moment() const { return moment_of(runs_.back()); }
  /// Is it of the last 30 days before that?
  [[nodiscard]] bool is_recent(const model::HistoryRun& run) const;

  /// The run measured last of all; nothing where there is none.
  [[nodiscard]] std::optional<std::size_t> newest() const;

  /// Of each class of machines the run measured last, the newest of them first.
  [[nodiscard]] std::vector<std::size_t> newest_of_each_class() const;

 private:
  std::vector<model::HistoryRun> runs_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

}  // namespace benchgate::site
