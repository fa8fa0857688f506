#include "benchgate/history/line_search.h"

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace benchgate::history {
namespace {

/// 0, 1, -2, 4, -8, ...
std::int64_t offset_after(std::size_t failures) {
  if (failures == 0) return 0;
  const auto distance = std::int64_t{1} << std::min<std::size_t>(failures - 1, 32);
  return failures % 2 == 1 ? distance : -distance;
}

}  // namespace

LineSearch::LineSearch(std::size_t commits) : bad_(commits), passed_over_(commits + 1) {
  assert(commits > 0);
}

std::optional<std::size_t> LineSearch::next() const {
  const auto middle = static_cast<std::int64_t>(good_ + (bad_ - good_) / 2);
  const auto wanted = middle + offset_after(failures_);
  std::optional<std::size_t> nearest;
  std::int64_t nearest_distance = 0;
  for (std::size_t position = good_ + 1; position < bad_; ++position) {
    if (passed_over_[position]) continue;
    const auto distance = std::abs(static_cast<std::int64_t>(position) - wanted);
    if (nearest && distance >= nearest_distance) continue;
    nearest = position;
    nearest_distance = distance;
  }
  return nearest;
}

void LineSearch::take_good(std::size_t position) {
  good_ = position;
  failures_ = 0;
}

void LineSearch::take_bad(std::size_t position) {
  bad_ = position;
  failures_ = 0;
}

void LineSearch::pass_over(std::size_t position) {
  passed_over_[position] = true;
  ++failures_;
}

}  // namespace benchgate::history
