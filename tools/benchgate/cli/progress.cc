#include "benchgate/cli/progress.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include "benchgate/base/whole_number.h"

namespace benchgate::cli {
namespace {

constexpr measure::Seconds kLogInterval{15};

double share(const measure::Progress& progress) {
  if (progress.total == 0) return 0;
  return std::min(1.0, static_cast<double>(progress.done) / static_cast<double>(progress.total));
}

std::string figures(const measure::Progress& progress) {
  const auto remaining =
      progress.remaining ? duration_text(*progress.remaining) + " left" : "estimating";
  return fmt::format("{:3.0f} %  {}/{}  {}  {}", share(progress) * 100, progress.done,
                     progress.total, duration_text(progress.elapsed), remaining);
}

}  // namespace

std::string bar(double share) {
  constexpr std::size_t kCells = 16;
  const auto full =
      truncated<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(kCells));
  return "[" + std::string(full, '#') + std::string(kCells - full, '.') + "]";
}

std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return text;
}

std::string duration_text(measure::Seconds duration) {
  const auto seconds = truncated<long>(std::round(std::max(0.0, duration.count())));
  if (seconds >= 3600) return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
  return fmt::format("{} s", seconds);
}

std::string progress_line(const measure::Progress& progress, int width) {
  const auto columns = static_cast<std::size_t>(std::max(width, 20));
  auto line = fmt::format("{} {}  {}", bar(share(progress)), figures(progress),
                          printable(progress.benchmark));
  if (line.size() > columns) line.resize(columns);
  return line;
}

StatusLine::~StatusLine() {
  if (drawn_) console_.err << "\r\x1b[K" << std::flush;
}

void StatusLine::update(const std::string& line, measure::Seconds elapsed) {
  if (console_.err_is_terminal) {
    // One column stays free: a full line would wrap and leave its copy behind.
    const auto columns = static_cast<std::size_t>(std::max(console_.width - 1, 20));
    console_.err << '\r' << line.substr(0, columns) << "\x1b[K" << std::flush;
    drawn_ = true;
    return;
  }
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

}  // namespace benchgate::cli
