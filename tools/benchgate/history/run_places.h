// The positions of commits among the runs of a history, and how far noise may move a change.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <ranges>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::history {

/// The first and the last run of one commit.
struct RunPlace {
  std::ptrdiff_t first;
  std::ptrdiff_t last;
};

template <class Matches>
[[nodiscard]] std::optional<RunPlace> place_of(const std::vector<model::HistoryRun>& runs,
                                               Matches matches) {
  const auto first = std::ranges::find_if(runs, matches);
  if (first == runs.end()) return std::nullopt;
  const auto backwards = std::views::reverse(runs);
  const auto last = std::ranges::find_if(backwards, matches).base() - 1;
  return RunPlace{first - runs.begin(), last - runs.begin()};
}

/// Nothing for an empty commit: nobody knows which run is of it.
[[nodiscard]] std::optional<RunPlace> place_of_commit(const std::vector<model::HistoryRun>& runs,
                                                      std::string_view commit);

/// With all runs of the commits next to it: noise may have moved a change point by one.
[[nodiscard]] RunPlace widened(const RunPlace& place, const std::vector<model::HistoryRun>& runs);

}  // namespace benchgate::history
