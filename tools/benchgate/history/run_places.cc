#include "benchgate/history/run_places.h"

namespace benchgate::history {

std::optional<RunPlace> place_of_commit(const std::vector<model::HistoryRun>& runs,
                                        std::string_view commit) {
  if (commit.empty()) return std::nullopt;
  return place_of(runs, [&](const auto& run) { return run.commit == commit; });
}

RunPlace widened(const RunPlace& place, const std::vector<model::HistoryRun>& runs) {
  const auto place_at = [&](std::ptrdiff_t at) {
    const auto& commit = runs[static_cast<std::size_t>(at)].commit;
    return place_of_commit(runs, commit).value_or(RunPlace{at, at});
  };
  auto wide = place;
  if (place.first > 0) wide.first = place_at(place.first - 1).first;
  if (place.last + 1 < std::ssize(runs)) wide.last = place_at(place.last + 1).last;
  return wide;
}

}  // namespace benchgate::history
