#include "benchgate/compare/two_clocks.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

constexpr std::size_t kFewestToTellABusyMachine = 5;
constexpr double kBusyParting = 1.15;
constexpr double kMovedMuch = 1.5;    // of a clock that moved alone
constexpr double kHardlyMoved = 1.1;  // of the other one
constexpr std::size_t kNamed = 5;

double distance(double ratio) {
  return std::abs(std::log(ratio));
}

bool waits(const model::Benchmark& benchmark) {
  const auto share = model::cpu_share(benchmark);
  return share && *share < model::kWaitingCpuShare;
}

bool cpu_time_moved_alone(const model::ClockMoves& moves) {
  return distance(moves.cpu_time) >= std::log(kMovedMuch) &&
         distance(moves.real_time) <= std::log(kHardlyMoved);
}

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  if (names.size() > kNamed) text += fmt::format(" and {} more", names.size() - kNamed);
  return text;
}

void add(model::Diagnostics& diagnostics, model::DiagnosticLevel level, std::string_view code,
         const std::vector<std::string>& names, std::string_view message) {
  if (names.empty()) return;
  diagnostics.push_back({.level = level,
                         .code = std::string(code),
                         .benchmark = {},
                         .message = fmt::format("{}: {}", message, some_of(names))});
}

}  // namespace

void TwoClocks::add(const Match& match, const model::JudgedClock& clock) {
  const auto& [base, head] = std::tie(*match.base, *match.head);
  const auto moves = model::clock_moves(base, head);
  if (!moves) return;
  if (clock.source == model::ClockSource::Waits) {
    (waits(base) && waits(head) ? waiting_ : began_to_wait_).push_back(head.name);
    return;
  }
  if (!waits(base) && !waits(head) && cpu_time_moved_alone(*moves)) {
    cpu_moved_alone_.push_back(head.name);
  }
  if (clock.source == model::ClockSource::Default) partings_.push_back(moves->parting());
}

void TwoClocks::take_over(TwoClocks other) {
  const auto append = [](auto& to, auto& from) { std::ranges::move(from, std::back_inserter(to)); };
  append(waiting_, other.waiting_);
  append(began_to_wait_, other.began_to_wait_);
  append(cpu_moved_alone_, other.cpu_moved_alone_);
  append(partings_, other.partings_);
}

bool TwoClocks::head_was_busy() const {
  return partings_.size() >= kFewestToTellABusyMachine &&
         stats::median(stats::SortedSample(partings_)) >= kBusyParting;
}

model::Diagnostics TwoClocks::diagnostics(std::size_t second_clocks) const {
  using enum model::DiagnosticLevel;
  model::Diagnostics found;
  compare::add(found, Warning, "waits", waiting_,
               fmt::format("CPU time is below {:.0f} % of wall-clock time: the benchmark waits, or "
                           "other threads work for it. It is judged by real_time; register it with "
                           "UseRealTime() to say so in its name",
                           model::kWaitingCpuShare * 100));
  compare::add(
      found, Warning, "waits-on-one-side", began_to_wait_,
      fmt::format("On one side only, CPU time is below {:.0f} % of wall-clock time: work "
                  "moved to or from other threads, or waiting began or ended. It is judged "
                  "by real_time",
                  model::kWaitingCpuShare * 100));
  compare::add(found, Warning, "cpu-time-moved-alone", cpu_moved_alone_,
               "CPU time moved by half or more and wall-clock time did not: work moved to or from "
               "other threads, or runs beside something that takes longer");
  if (second_clocks > 0) {
    found.push_back({.level = Warning,
                     .code = "busy-machine",
                     .benchmark = {},
                     .message = fmt::format(
                         "The machine was busier in head than in base: wall-clock time rose more "
                         "than CPU time in most benchmarks. So it is unknown whether {} of them "
                         "wait longer by themselves. Measure base and head together to find out.",
                         second_clocks)});
  }
  return found;
}

bool wall_time_rose_alone(const Match& match, const model::JudgedClock& clock) {
  if (clock.source != model::ClockSource::Default) return false;
  const auto moves = model::clock_moves(*match.base, *match.head);
  return moves && moves->real_time >= model::kClocksParted &&
         moves->parting() >= model::kClocksParted;
}

}  // namespace benchgate::compare
