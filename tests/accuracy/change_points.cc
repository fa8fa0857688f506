// change_points [SERIES_PER_KIND [TCPD]]: how well change points are found, on labelled histories,
// on real noise of code that does not change, and on generated noise with steps of known size. TCPD
// is a clone of github.com/alan-turing-institute/TCPD; without it, its part is left out.
//
// Everything is random with fixed seeds: the same figures everywhere, but for the times at the end.
// What it printed stands in docs/history-accuracy.md.
#include "benchgate/stats/change_points.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/history/series_analysis.h"
#include "history_series.h"
#include "turing_series.h"

namespace {

using benchgate::history::analyse;
using benchgate::history::ChangeKind;
using benchgate::history::ChangeState;
using benchgate::model::Series;
using namespace accuracy;

constexpr std::size_t kLength = 400;

std::string listed(const std::vector<std::size_t>& indices) {
  std::string text;
  for (const auto index : indices) text += (text.empty() ? "" : " ") + std::to_string(index);
  return text.empty() ? "-" : text;
}

void mozilla() {
  fmt::print(
      "Mozilla's labelled series (found: within {} points)\n\n"
      "| series | points | labels | announced | right |\n|---|---|---|---|---|\n",
      kTolerance);
  Score all;
  for (const auto& [name, values, labels] : mozilla_series()) {
    const auto found = announced(values);
    const auto one = score(found, labels);
    fmt::print("| {} | {} | {} | {} | {} |\n", name, values.size(), listed(labels), listed(found),
               one.right);
    all.add(one);
  }
  fmt::print("\nprecision {:.2f}, recall {:.2f}, F1 {:.3f}\n\n", 1.0 * all.right / all.found,
             1.0 * all.right / all.labels, all.f1());
}

void mongodb() {
  fmt::print("MongoDB's series\n\n");
  for (const auto* name : {"long_series", "robust_series"}) {
    Values values;
    for (const auto& row : read_csv(fmt::format("mongodb/{}.csv", name)))
      values.push_back(std::stod(row.at(0)));
    fmt::print("{}, {} points: {}\n", name, values.size(), listed(announced(values)));
  }
  fmt::print("\n");
}

/// Steps, and where drifts begin, as far as they are announced.
void turing(const std::string& clone) {
  fmt::print(
      "The Turing Change Point Dataset (margin 5 points)\n\n"
      "| series | points | steps | drifts | cover | F1 |\n|---|---|---|---|---|---|\n");
  double cover = 0;
  double f1 = 0;
  const auto all = turing_series(clone);
  for (const auto& series : all) {
    std::vector<std::size_t> changes;
    std::vector<std::size_t> steps;
    std::string drifts;
    for (const auto& change : analyse(series_of(series.values)).changes) {
      if (change.state == ChangeState::Recent) continue;
      changes.push_back(change.index);
      if (change.kind == ChangeKind::Step) {
        steps.push_back(change.index);
      } else {
        drifts += fmt::format("{}{} to {}", drifts.empty() ? "" : ", ", change.index, change.until);
      }
    }
    cover += turing_cover(series, changes) / static_cast<double>(all.size());
    f1 += turing_f1(series, changes) / static_cast<double>(all.size());
    fmt::print("| {} | {} | {} | {} | {:.3f} | {:.3f} |\n", series.name, series.values.size(),
               listed(steps), drifts.empty() ? "-" : drifts, turing_cover(series, changes),
               turing_f1(series, changes));
  }
  fmt::print("\ncover {:.3f}, F1 {:.3f}\n\n", cover, f1);
}

std::string day_of(const std::string& unix_ms) {
  const std::time_t seconds = std::stoll(unix_ms) / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 16> text{};
  (void)std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
  return text.data();
}

void hosted_runners() {
  struct One {
    Values values;
    std::vector<std::string> days;
  };
  std::map<std::string, One> all;
  std::size_t points = 0;
  for (const auto& row : read_csv("github-action-benchmark/history.csv")) {
    auto& one = all[row.at(0) + ": " + row.at(1) + ", " + row.at(4)];
    one.values.push_back(std::stod(row.at(3)));
    one.days.push_back(day_of(row.at(2)));
    ++points;
  }
  fmt::print(
      "github-action-benchmark's suites on hosted runners: {} series, {} points, the code\n"
      "practically constant\n\n| day | series | change |\n|---|---|---|\n",
      all.size(), points);
  std::multimap<std::string, std::string> by_day;
  for (const auto& [name, one] : all) {
    for (const auto& change : analyse(series_of(one.values)).changes) {
      if (change.state == ChangeState::Recent) continue;
      const bool is_drift = change.kind == ChangeKind::Drift;
      const auto until = is_drift ? ", slowly, up to " + one.days[change.until] : "";
      by_day.emplace(one.days[change.index],
                     fmt::format("{} | {:+.0f} %{}", name, 100 * (change.ratio->point - 1), until));
    }
  }
  for (const auto& [day, text] : by_day) fmt::print("| {} | {} |\n", day, text);
  fmt::print("\n{} changes\n\n", by_day.size());
}

struct FalseAlarms {
  int announced = 0;
  int recent = 0;

  void count(const Values& values) {
    bool any = false;
    bool newest = false;
    for (const auto& change : analyse(series_of(values)).changes)
      (change.state == ChangeState::Recent ? newest : any) = true;
    announced += any;
    recent += newest;
  }
};

FalseAlarms unchanged(Kind kind, std::size_t length, int series) {
  Random random(11);
  FalseAlarms alarms;
  for (int i = 0; i < series; ++i)
    alarms.count(generated(kind, {.length = length, .from = length}, random));
  return alarms;
}

void unchanged(int series) {
  fmt::print(
      "Unchanged series of {} points, {} of each kind: with a change point announced, and\n"
      "with one seen among the newest points\n\n| noise | announced | seen |\n|---|---|---|\n",
      kLength, series);
  for (const auto& [kind, name] : kKinds) {
    const auto alarms = unchanged(kind, kLength, series);
    fmt::print("| {} | {} | {} |\n", name, alarms.announced, alarms.recent);
  }
  Random random(11);
  FalseAlarms alarms;
  const auto pool = runner_noise();
  for (int i = 0; i < series; ++i) alarms.count(drawn(pool, kLength, random));
  fmt::print("| hosted runners | {} | {} |\n\n", alarms.announced, alarms.recent);
}

void unchanged_and_short(int series) {
  constexpr std::array<std::size_t, 7> kLengths = {8, 10, 15, 20, 30, 60, 100};
  fmt::print("The same for short series: of {} the share with one announced\n\n| noise |", series);
  for (const auto length : kLengths) fmt::print(" {} |", length);
  fmt::print("\n|---|---|---|---|---|---|---|---|\n");
  for (const auto& [kind, name] : kKinds) {
    fmt::print("| {} |", name);
    for (const auto length : kLengths)
      fmt::print(" {:.2f} % |", 100.0 * unchanged(kind, length, series).announced / series);
    fmt::print("\n");
  }
  fmt::print("\n");
}

/// Sixty nights of a benchmark that becomes slower every night, or once.
void sixty_nights(int series) {
  fmt::print(
      "Sixty nights with Gaussian noise, percent of {} with a change announced\n\n"
      "| sd of a night | drift of 5 % in all | 10 % | 20 % | step of 3 % | 5 % | 10 % |\n"
      "|---|---|---|---|---|---|---|\n",
      series);
  const auto percent = [&](double sd, double total, bool drifts) {
    Random random(15);
    int found = 0;
    for (int i = 0; i < series; ++i) {
      auto values = noise_of(Kind::Gaussian, 60, random);
      for (std::size_t at = 0; at < values.size(); ++at) {
        const double done = drifts ? static_cast<double>(at + 1) / 60 : at < 30 ? 0 : 1;
        values[at] = std::exp(sd * values[at] + done * std::log1p(total));
      }
      found += !announced(values).empty();
    }
    return 100.0 * found / series;
  };
  for (const double sd : {0.005, 0.01, 0.02}) {
    fmt::print("| {:.1f} % |", 100 * sd);
    for (const double total : {0.05, 0.1, 0.2}) fmt::print(" {:.0f} |", percent(sd, total, true));
    for (const double total : {0.03, 0.05, 0.1}) fmt::print(" {:.0f} |", percent(sd, total, false));
    fmt::print("\n");
  }
  fmt::print("\n");
}

bool finds(const Values& values, std::size_t at, std::size_t tolerance) {
  const auto analysis = analyse(series_of(values));
  return std::ranges::any_of(analysis.changes, [&](const auto& change) {
    return (change.index > at ? change.index - at : at - change.index) <= tolerance;
  });
}

void steps(int series) {
  fmt::print(
      "Steps in series of {} points, percent of {} found: in the middle (within 3 points),\n"
      "and with so many points behind them (within 2; below 5 seen, from 5 on announced)\n\n",
      kLength, series);
  constexpr std::array<std::size_t, 8> kBehind = {3, 4, 5, 6, 8, 10, 15, 20};
  fmt::print("| noise | step, sd | middle |");
  for (const auto behind : kBehind) fmt::print(" {} |", behind);
  fmt::print("\n|---|---|---|");
  for (std::size_t i = 0; i < kBehind.size(); ++i) fmt::print("---|");
  fmt::print("\n");
  const auto percent = [&](Kind kind, std::size_t from, double sigmas, std::size_t tolerance) {
    Random random(12);
    int found = 0;
    for (int i = 0; i < series; ++i)
      found += finds(generated(kind, {.from = from, .sigmas = sigmas}, random), from, tolerance);
    return 100.0 * found / series;
  };
  for (const auto& [kind, name] : kKinds) {
    for (const double sigmas : {2.0, 3.0, 4.0, 5.0}) {
      fmt::print("| {} | {:.0f} | {:.0f} |", name, sigmas, percent(kind, kLength / 2, sigmas, 3));
      for (const auto behind : kBehind)
        fmt::print(" {:.0f} |", percent(kind, kLength - behind, sigmas, 2));
      fmt::print("\n");
    }
  }
  fmt::print("\n");
}

/// What the size of a step says of it, and how often its interval covers it, so many runs later.
void coverage(int series) {
  constexpr std::array<std::size_t, 6> kBehind = {3, 4, 6, 10, 20, 100};
  fmt::print(
      "Steps behind 100 points: percent of {} that are seen and no more is, the mean of their\n"
      "size as a fraction of the true one, and percent of the 95 % intervals that cover that\n\n"
      "| noise | step, sd |",
      series);
  for (const auto behind : kBehind) fmt::print(" {} |", behind);
  fmt::print("\n|---|---|---|---|---|---|---|---|\n");
  for (const auto& [kind, name] : kKinds) {
    for (const double sigmas : {3.0, 5.0, 7.0}) {
      fmt::print("| {} | {:.0f} |", name, sigmas);
      for (const auto behind : kBehind) {
        const auto covered = coverage_of(kind, behind, sigmas, series);
        fmt::print(" {:.0f}: {:.2f}, {:.0f} |", 100.0 * covered.found / series, covered.mean_size(),
                   100.0 * covered.covered / std::max(covered.found, 1));
      }
      fmt::print("\n");
    }
  }
  fmt::print("\n");
}

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void speed() {
  constexpr std::size_t kLong = 5000;
  constexpr int kSeries = 1000;
  Random random(14);
  std::vector<Series> all;
  for (int i = 0; i < kSeries; ++i) {
    auto values =
        noise_of(kKinds[static_cast<std::size_t>(i) % kKinds.size()].first, kLong, random);
    for (std::size_t at = 0; at < kLong; ++at)
      values[at] = 100 * std::exp(kNoise * (values[at] + 3.0 * static_cast<double>(at / 1500)));
    all.push_back(series_of(values));
  }
  std::size_t changes = 0;
  double begin = cpu_seconds();
  for (const auto& series : all) changes += analyse(series).changes.size();
  fmt::print("{} series of {} points, three steps in each: {:.2f} s of CPU time, {} changes\n",
             kSeries, kLong, cpu_seconds() - begin, changes);

  const auto values = noise_of(Kind::Gaussian, 2 * kLong, random);
  benchgate::stats::ChangePointTracker tracker;
  tracker.append(std::span(values).first(kLong));
  std::vector<double> times;
  using Clock = std::chrono::steady_clock;
  begin = cpu_seconds();
  for (std::size_t i = kLong; i < values.size(); ++i) {
    const auto start = Clock::now();
    tracker.append(std::span(values).subspan(i, 1));
    changes += tracker.found().stretches.size();
    times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  const double mean = 1e6 * (cpu_seconds() - begin) / static_cast<double>(times.size());
  std::ranges::sort(times);
  fmt::print("one point more, from {} to {}: median {:.1f} us, mean {:.1f} us, longest {:.0f} us\n",
             kLong, 2 * kLong, times[times.size() / 2], mean, times.back());
}

}  // namespace

int main(int argc, char** argv) {
  const int series = argc > 1 ? std::atoi(argv[1]) : 1000;
  if (series < 1) {
    fmt::print(stderr, "usage: change_points [SERIES_PER_KIND [TCPD]]\n");
    return 2;
  }
  mozilla();
  mongodb();
  if (argc > 2) turing(argv[2]);
  hosted_runners();
  unchanged(5 * series);
  unchanged_and_short(5 * series);
  steps(std::max(series / 5, 1));
  sixty_nights(series);
  coverage(series);
  speed();
}
