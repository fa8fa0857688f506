#include "benchgate/site/run_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate::site {

RunTable::RunTable(std::vector<model::HistoryRun> runs) : runs_(std::move(runs)) {
  for (std::size_t at = 0; at < runs_.size(); ++at) places_.emplace(runs_[at].id, at);
}

std::size_t RunTable::index_of(std::string_view id) const {
  const auto found = places_.find(id);
  if (found == places_.end()) {
    throw InputError("history", fmt::format("a point names the run '{}', which is not there; "
                                            "`benchgate store verify` tells more",
                                            id));
  }
  return found->second;
}

bool RunTable::is_recent(const model::HistoryRun& run) const {
  constexpr model::Timestamp kRecent = 30 * 24 * 60 * 60;
  return moment_of(run) >= newest_moment() - kRecent;
}

std::optional<std::size_t> RunTable::newest() const {
  if (runs_.empty()) return std::nullopt;
  return newest_of_each_class().front();
}

std::vector<std::size_t> RunTable::newest_of_each_class() const {
  std::map<std::string_view, std::size_t> newest;
  for (std::size_t at = 0; at < runs_.size(); ++at) {
    const auto [place, added] = newest.try_emplace(runs_[at].machine_class, at);
    if (!added && runs_[at].measured_at >= runs_[place->second].measured_at) place->second = at;
  }
  std::vector<std::size_t> all;
  for (const auto& [machine_class, at] : newest) all.push_back(at);
  std::ranges::stable_sort(all, std::greater<>(),
                           [&](std::size_t at) { return runs_[at].measured_at; });
  return all;
}

}  // namespace benchgate::site
