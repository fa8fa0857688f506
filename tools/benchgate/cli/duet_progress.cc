#include "benchgate/cli/duet_progress.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/cli/progress.h"

namespace benchgate::cli {
namespace {

using ScheduleProgress = compare::PairSchedule::Progress;

struct Share {
  std::size_t done = 0;
  std::size_t total = 0;
  std::string_view what;
};

Share share_of(const ScheduleProgress& schedule) {
  if (schedule.screened < schedule.benchmarks) {
    return {schedule.screened, schedule.benchmarks, "screened"};
  }
  return {schedule.confirmed, schedule.suspects, "suspects settled"};
}

}  // namespace

std::string duet_progress_line(const ScheduleProgress& schedule,
                               const measure::PairProgress& progress, int width) {
  const auto share = share_of(schedule);
  const double fraction =
      share.total == 0 ? 1 : static_cast<double>(share.done) / static_cast<double>(share.total);
  auto line = fmt::format("{} {}/{} {}  {}  {} pairs  {}", bar(fraction), share.done, share.total,
                          share.what, duration_text(progress.elapsed), progress.pairs,
                          printable(progress.benchmark));
  const auto columns = static_cast<std::size_t>(std::max(width, 20));
  if (line.size() > columns) line.resize(columns);
  return line;
}

}  // namespace benchgate::cli
