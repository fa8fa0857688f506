#include "benchgate/site/change_group.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace benchgate::site {
namespace {

constexpr model::Timestamp kApart = 4 * 24 * 60 * 60;

}  // namespace

std::vector<ChangeGroup> group_changes(const BenchmarkHistory& benchmark,
                                       std::vector<NotedChange> changes) {
  const auto& main = benchmark.series[benchmark.main].series.key;
  const auto moment = [&](const NotedChange& noted) { return moment_of(noted.change.at); };
  std::ranges::stable_sort(changes, {}, [&](const NotedChange& noted) {
    return std::tuple(noted.series != main, noted.series.metric != main.metric, noted.series);
  });
  std::vector<ChangeGroup> groups;
  for (auto& noted : changes) {
    const auto group = std::ranges::find_if(groups, [&](const ChangeGroup& one) {
      return history::verdict_word(one.head.change.point) ==
                 history::verdict_word(noted.change.point) &&
             one.head.series != noted.series &&
             // What was denied of one metric is not denied of another, nor hidden behind it.
             history::is_denied(one.head.change.finding) ==
                 history::is_denied(noted.change.finding) &&
             std::abs(moment(one.head) - moment(noted)) <= kApart;
    });
    if (group == groups.end()) {
      groups.push_back({.head = std::move(noted), .others = {}});
    } else {
      group->others.push_back(std::move(noted));
    }
  }
  return groups;
}

}  // namespace benchgate::site
