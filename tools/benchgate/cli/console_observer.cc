#include "benchgate/cli/console_observer.h"

#include <limits>

#include <fmt/format.h>

namespace benchgate::cli {
namespace {

/// What is there for this phase, or made now.
template <typename Display>
Display& shown(std::optional<Display>& display, const Console& console) {
  return display ? *display : display.emplace(console);
}

}  // namespace

void ConsoleObserver::note(std::string_view message) {
  finished();
  console_.err << "benchgate: " << message << std::endl;
}

void ConsoleObserver::building(const builds::BuildProgress& progress) {
  shown(build_, console_).update(progress);
}

void ConsoleObserver::waiting_for(const std::string& process) {
  shown(build_, console_).wait_for(process);
}

void ConsoleObserver::measuring(const measure::Progress& progress) {
  shown(progress_, console_).update(progress);
}

void ConsoleObserver::writing(const measure::Progress& progress) {
  constexpr measure::Seconds kShort{1};  // has nothing to show
  if (progress.elapsed >= kShort) shown(progress_, console_).update(progress);
}

void ConsoleObserver::comparing(const compare::PairSchedule::Progress& schedule,
                                const measure::PairProgress& progress) {
  const int width = console_.err_is_terminal ? console_.width - 1 : std::numeric_limits<int>::max();
  shown(line_, console_).update(pairs_line(schedule, progress, width), progress.elapsed);
}

void ConsoleObserver::asking(std::string_view subject, const measure::PairProgress& progress) {
  shown(line_, console_)
      .update(
          fmt::format("{}  {} pairs  {}", subject, progress.pairs, duration_text(progress.elapsed)),
          progress.elapsed);
}

void ConsoleObserver::finished() {
  build_.reset();
  progress_.reset();
  line_.reset();
}

}  // namespace benchgate::cli
