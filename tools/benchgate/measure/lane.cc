#include "benchgate/measure/lane.h"

#include <algorithm>

namespace benchgate::measure {

std::size_t Lane::owed() const {
  if (given_up) return 0;
  const std::size_t all = names.size() * (restarts - passes_done);
  return all - std::min(all, done_in_pass);
}

Progress progress_of(std::span<const Lane> lanes, const Lane& current, std::string benchmark,
                     Seconds elapsed) {
  Progress progress{
      .suite = current.suite->name, .benchmark = std::move(benchmark), .elapsed = elapsed};
  Seconds spent{0};
  for (const auto& lane : lanes) {
    progress.done += lane.done;
    progress.total += lane.done + lane.owed();
    spent += lane.spent;
  }
  if (progress.done == 0) return progress;
  // A suite's benchmarks take as long as those of it that were measured; a suite that has not had
  // its turn is taken to be like the others.
  const Seconds usual = spent / static_cast<double>(progress.done);
  Seconds remaining{0};
  for (const auto& lane : lanes) {
    const Seconds each = lane.done == 0 ? usual : lane.spent / static_cast<double>(lane.done);
    remaining += each * static_cast<double>(lane.owed());
  }
  progress.remaining = remaining;
  return progress;
}

}  // namespace benchgate::measure
