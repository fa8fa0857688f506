#include "benchgate/cli/progress.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/whole_number.h"

namespace benchgate::cli {
namespace {

constexpr measure::Seconds kLogInterval{15};

/// A ratio of counts, where there is something to count.
double share_of(std::size_t done, std::size_t total, double of_nothing) {
  if (total == 0) return of_nothing;
  return std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
}

/// "[####............]" for 0.25.
std::string bar(double share) {
  constexpr std::size_t kCells = 16;
  const auto full = truncated<std::size_t>(share * static_cast<double>(kCells));
  return "[" + std::string(full, '#') + std::string(kCells - full, '.') + "]";
}

/// Benchmark names and what compilers print reach the terminal through here: nothing in them may
/// control it.
std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return text;
}

std::string fitted(std::string line, int width) {
  const auto columns = static_cast<std::size_t>(std::max(width, 20));
  if (line.size() > columns) line.resize(columns);
  return line;
}

std::string figures(const measure::Progress& progress) {
  const auto remaining =
      progress.remaining ? duration_text(*progress.remaining) + " left" : "estimating";
  return fmt::format("{:3.0f} %  {}/{}  {}  {}", share_of(progress.done, progress.total, 0) * 100,
                     progress.done, progress.total, duration_text(progress.elapsed), remaining);
}

struct Stage {
  std::size_t done = 0;
  std::size_t total = 0;
  std::string_view what;
};

Stage stage_of(const compare::PairSchedule::Progress& schedule) {
  if (schedule.screened < schedule.benchmarks) {
    return {schedule.screened, schedule.benchmarks, "screened"};
  }
  return {schedule.confirmed, schedule.suspects, "suspects settled"};
}

}  // namespace

std::string duration_text(measure::Seconds duration) {
  const auto seconds = truncated<long>(std::round(std::max(0.0, duration.count())));
  if (seconds >= 3600) return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  return fmt::format("{} s", seconds);
}

std::string progress_line(const measure::Progress& progress, int width) {
  return fitted(fmt::format("{} {}  {}", bar(share_of(progress.done, progress.total, 0)),
                            figures(progress), printable(progress.benchmark)),
                width);
}

std::string pairs_line(const compare::PairSchedule::Progress& schedule,
                       const measure::PairProgress& progress, int width) {
  const auto stage = stage_of(schedule);
  return fitted(
      fmt::format("{} {}/{} {}  {}  {} pairs  {}", bar(share_of(stage.done, stage.total, 1)),
                  stage.done, stage.total, stage.what, duration_text(progress.elapsed),
                  progress.pairs, printable(progress.benchmark)),
      width);
}

std::string build_line(const builds::BuildProgress& progress, int width) {
  return fitted(printable(fmt::format("{}  {}  {}", progress.step, duration_text(progress.elapsed),
                                      progress.last_line)),
                width);
}

RedrawnLine::~RedrawnLine() {
  if (drawn_) console_.err << "\r\x1b[K" << std::flush;
}

void RedrawnLine::draw(std::string line) {
  // One column stays free: a full line would wrap and leave its copy behind.
  console_.err << '\r' << fitted(std::move(line), console_.width - 1) << "\x1b[K" << std::flush;
  drawn_ = true;
}

void StatusLine::update(const std::string& line, measure::Seconds elapsed) {
  if (console_.err_is_terminal) return line_.draw(line);
  if (elapsed < next_line_) return;
  next_line_ = elapsed + kLogInterval;
  console_.err << "benchgate: " << line << std::endl;
}

void ProgressDisplay::update(const measure::Progress& progress) {
  const auto line = console_.err_is_terminal
                        ? progress_line(progress, console_.width - 1)
                        : fmt::format("{}  {}", figures(progress), printable(progress.benchmark));
  line_.update(line, progress.elapsed);
}

void BuildDisplay::update(const builds::BuildProgress& progress) {
  if (console_.err_is_terminal) return line_.draw(build_line(progress, console_.width - 1));
  if (progress.step == step_) return;
  step_ = progress.step;
  console_.err << fmt::format("benchgate: {} (log: {})\n", progress.step, progress.log.string())
               << std::flush;
}

void BuildDisplay::wait_for(const std::string& process) {
  const auto line =
      fmt::format("waiting for another gate of this clone to end (process {})", process);
  if (console_.err_is_terminal) return line_.draw(line);
  if (line == step_) return;
  step_ = line;
  console_.err << "benchgate: " << line << std::endl;
}

}  // namespace benchgate::cli
