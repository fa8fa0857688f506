// paired_promises [--trials N] [--only alarms|mixtures|clock|unchanged|named]
//
// Does a paired decision keep what docs/how-it-decides.md says of it? Draws pull requests from
// noise of known shape and puts them through the schedule, the tests and the comparison that
// `benchgate duet` uses. Prints Markdown tables; the same arguments give the same tables. For
// recorded noise of a machine: error_rates.
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <future>
#include <iostream>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "support/simulated_session.h"

namespace {

using namespace benchgate;
using Random = std::mt19937_64;
using Trial = compare::Trial;

constexpr std::size_t kBenchmarks = 100;

/// ln(head / base) of a pair where nothing changed.
struct Noise {
  std::string name;
  std::function<double(Random&)> draw;
};

double normal(double sd, Random& random) {
  return std::normal_distribution<double>(0, sd)(random);
}

double chance(Random& random) {
  return std::uniform_real_distribution<double>(0, 1)(random);
}

Noise normal_noise(double sd) {
  return {fmt::format("normal, sd {:.1f} %", 100 * sd),
          [=](Random& random) { return normal(sd, random); }};
}

Noise student_noise(double scale) {
  return {fmt::format("Student t2, scale {:.1f} %", 100 * scale),
          [=](Random& random) { return scale * std::student_t_distribution<double>(2)(random); }};
}

/// Base and head each have a slow mode in some of their processes.
Noise slow_modes(double share) {
  return {fmt::format("normal, sd 1 %, {:.0f} % of processes of either side twice as slow",
                      100 * share),
          [=](Random& random) {
            const double base = chance(random) < share ? std::log(2.0) : 0;
            const double head = chance(random) < share ? std::log(2.0) : 0;
            return head - base + normal(0.01, random);
          }};
}

/// A clock of coarse ticks: many pairs tie.
Noise quantised_noise(double sd, double tick) {
  return {fmt::format("normal, sd {:.1f} %, ticks of {:.1f} %", 100 * sd, 100 * tick),
          [=](Random& random) { return tick * std::round(normal(sd, random) / tick); }};
}

/// From quiet to loud, by a coin.
Noise uneven_noise() {
  return {"normal, sd 0.5 % or 8 %",
          [](Random& random) { return normal(chance(random) < 0.5 ? 0.005 : 0.08, random); }};
}

/// What happens to the slowed benchmark: this share of head's processes by this much.
struct Slowdown {
  double share = 1;
  double effect = 0;
};

struct PullRequest {
  std::vector<Noise> noises;         ///< in turn over the benchmarks
  std::optional<Slowdown> slowdown;  ///< of benchmark 0
  double everywhere = 0;             ///< true effect on all benchmarks
  std::optional<double> budget;      ///< seconds
  std::size_t benchmarks = kBenchmarks;
  double seconds_per_pair = 0.1;
};

struct Outcome {
  bool alarm = false;  ///< of a benchmark that did not change, to the worse
  bool better = false;
  bool caught = false;
  bool unchanged = false;  ///< the slowed one, or the first
  bool covers = false;     ///< its interval the truth
  double estimate = 0;
  double seconds = 0;
  double suspects = 0;
};

Outcome simulate(const PullRequest& request, std::uint64_t seed) {
  Random random(seed);
  const test_support::SimulatedSession session{
      .benchmarks = request.benchmarks,
      .draw =
          [&](std::size_t benchmark) {
            const auto& noise = request.noises[benchmark % request.noises.size()];
            double difference = noise.draw(random) + std::log1p(request.everywhere);
            if (benchmark == 0 && request.slowdown && chance(random) < request.slowdown->share) {
              difference += std::log1p(request.slowdown->effect);
            }
            return test_support::SimulatedPair{1, std::exp(difference), request.seconds_per_pair};
          },
      .budget = request.budget};
  const auto result = test_support::simulate(session);
  const auto comparison = test_support::compared(result, session);
  Outcome outcome{.seconds = result.seconds, .suspects = static_cast<double>(result.suspects)};
  for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
    const auto& row = comparison.rows[i];
    if (!row.paired) continue;
    const bool shown = row.paired->increase.state == Trial::State::Shown;
    const bool is_slowed = i == 0 && request.slowdown;
    (is_slowed ? outcome.caught : outcome.alarm) |= shown;
    const bool shown_better = row.paired->decrease.state == Trial::State::Shown;
    outcome.better |= shown_better;
    if (i != 0) continue;
    outcome.unchanged = row.equivalence && row.equivalence->lower > 1 / 1.02 &&
                        row.equivalence->upper < 1.02 && !shown && !shown_better;
    const double truth = 1 + (request.slowdown ? request.slowdown->effect : request.everywhere);
    outcome.estimate = row.ratio->point - 1;
    if (row.ratio->interval) {
      const auto& bounds = row.ratio->interval->bounds;
      outcome.covers = bounds.lower <= truth && truth <= bounds.upper;
    }
  }
  return outcome;
}

std::vector<Outcome> simulate_all(const PullRequest& request, int trials) {
  std::vector<Outcome> outcomes(static_cast<std::size_t>(trials));
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < outcomes.size(); i = next++) {
      outcomes[i] = simulate(request, 1000003 * (i + 1));
    }
  };
  auto other = std::async(std::launch::async, work);
  work();
  other.get();
  return outcomes;
}

template <class Get>
double average(const std::vector<Outcome>& outcomes, Get get) {
  double sum = 0;
  for (const auto& outcome : outcomes) sum += static_cast<double>(get(outcome));
  return sum / static_cast<double>(outcomes.size());
}

int count(const std::vector<Outcome>& outcomes, bool Outcome::*member) {
  int number = 0;
  for (const auto& outcome : outcomes) number += outcome.*member ? 1 : 0;
  return number;
}

void print_alarms(int trials) {
  fmt::print(
      "\n### Pull requests of {} benchmarks, none slower than is tolerated: how many alarm\n\n"
      "| noise | true change | time | regressed | improved | mean suspects | mean time |\n"
      "|---|---|---|---|---|---|---|\n",
      kBenchmarks);
  const std::vector<Noise> noises{normal_noise(0.01),          normal_noise(0.04),
                                  student_noise(0.02),         slow_modes(0.1),
                                  quantised_noise(0.02, 0.01), uneven_noise()};
  for (const auto& noise : noises) {
    for (const double everywhere : {0.0, 0.005}) {
      for (const std::optional<double> budget : {std::optional<double>{}, {60.0}, {25.0}}) {
        const auto outcomes = simulate_all(
            {.noises = {noise}, .slowdown = {}, .everywhere = everywhere, .budget = budget},
            trials);
        fmt::print("| {} | {:+.1f} % | {} | {} of {} | {} of {} | {:.1f} | {:.0f} s |\n",
                   noise.name, 100 * everywhere,
                   budget ? fmt::format("{:.0f} s", *budget) : "no limit",
                   count(outcomes, &Outcome::alarm), trials, count(outcomes, &Outcome::better),
                   trials, average(outcomes, [](const auto& o) { return o.suspects; }),
                   average(outcomes, [](const auto& o) { return o.seconds; }));
        std::cout << std::flush;
      }
    }
  }
}

void print_mixtures(int trials) {
  fmt::print(
      "\n### One benchmark of {} slower in some of its processes: share that is named\n\n"
      "| noise | slower | named | called unchanged | mean time |\n|---|---|---|---|---|\n",
      kBenchmarks);
  for (const auto& noise : {normal_noise(0.005), normal_noise(0.02), student_noise(0.01)}) {
    for (const auto& [share, effect] : {Slowdown{0.1, 1.0}, Slowdown{0.2, 1.0}, Slowdown{0.3, 0.3},
                                        Slowdown{1, 0.02}, Slowdown{1, 0.05}}) {
      const auto outcomes = simulate_all(
          {.noises = {noise}, .slowdown = Slowdown{share, effect}, .budget = {}}, trials);
      fmt::print("| {} | {:.0f} % of processes by {:.0f} % | {:.2f} | {:.2f} | {:.0f} s |\n",
                 noise.name, 100 * share, 100 * effect,
                 average(outcomes, [](const auto& o) { return o.caught; }),
                 average(outcomes, [](const auto& o) { return o.unchanged; }),
                 average(outcomes, [](const auto& o) { return o.seconds; }));
      std::cout << std::flush;
    }
  }
}

void print_clock(int trials) {
  fmt::print(
      "\n### One benchmark of {} slower, and the clock ends the session: share that is named\n\n"
      "| noise | slower by | 40 s | 60 s | 75 s | 90 s | no limit "
      "|\n|---|---|---|---|---|---|---|\n",
      kBenchmarks);
  for (const auto& noise : {normal_noise(0.02), normal_noise(0.05), student_noise(0.02)}) {
    for (const double effect : {0.05, 0.2, 1.0}) {
      fmt::print("| {} | {:.0f} % |", noise.name, 100 * effect);
      for (const std::optional<double> budget :
           {std::optional<double>{40.0}, {60.0}, {75.0}, {90.0}, {}}) {
        const auto outcomes = simulate_all(
            {.noises = {noise}, .slowdown = Slowdown{1, effect}, .budget = budget}, trials);
        fmt::print(" {:.2f} |", average(outcomes, [](const auto& o) { return o.caught; }));
        std::cout << std::flush;
      }
      fmt::print("\n");
    }
  }
}

std::vector<Noise> all_noises() {
  std::vector<Noise> noises;
  for (const double sd : {0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08}) {
    noises.push_back(normal_noise(sd));
  }
  for (const double scale : {0.005, 0.01, 0.02}) noises.push_back(student_noise(scale));
  return noises;
}

/// A benchmark alone: what becomes of it does not depend on the others, but for the alpha.
void print_unchanged(int trials) {
  fmt::print(
      "\n### A benchmark that changed: share that is called unchanged (within 2 %)\n\n"
      "| noise | +0 % | +1 % | -2 % | +2 % | +3 % |\n|---|---|---|---|---|---|\n");
  for (const auto& noise : all_noises()) {
    fmt::print("| {} |", noise.name);
    for (const double effect : {0.0, 0.01, 1 / 1.02 - 1, 0.02, 0.03}) {
      const auto outcomes = simulate_all(
          {.noises = {noise}, .slowdown = Slowdown{1, effect}, .budget = {}, .benchmarks = 1},
          trials);
      fmt::print(" {:.3f} |", average(outcomes, [](const auto& o) { return o.unchanged; }));
      std::cout << std::flush;
    }
    fmt::print("\n");
  }
}

void print_named(int trials) {
  fmt::print(
      "\n### The size of what is named\n\n"
      "| noise | true | named | mean estimate where named | 95 % interval covers, where named | "
      "covers, all |\n|---|---|---|---|---|---|\n");
  for (const auto& noise :
       {normal_noise(0.01), normal_noise(0.03), normal_noise(0.06), student_noise(0.02)}) {
    for (const double effect : {0.0075, 0.01, 0.02, 0.05}) {
      const auto outcomes = simulate_all(
          {.noises = {noise}, .slowdown = Slowdown{1, effect}, .budget = {}, .benchmarks = 1},
          trials);
      double named = 0;
      double estimate = 0;
      double covers = 0;
      for (const auto& outcome : outcomes) {
        if (!outcome.caught) continue;
        ++named;
        estimate += outcome.estimate;
        covers += outcome.covers ? 1 : 0;
      }
      fmt::print("| {} | {:+.2f} % | {:.2f} | {:+.2f} % | {:.2f} | {:.2f} |\n", noise.name,
                 100 * effect, named / trials, named > 0 ? 100 * estimate / named : 0,
                 named > 0 ? covers / named : 0,
                 average(outcomes, [](const auto& o) { return o.covers; }));
      std::cout << std::flush;
    }
  }
}

void run(const std::vector<std::string_view>& arguments) {
  int trials = 400;
  std::string_view only;
  for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
    if (arguments[i] == "--trials") trials = std::stoi(std::string(arguments[i + 1]));
    if (arguments[i] == "--only") only = arguments[i + 1];
  }
  const auto asked = [&](std::string_view part) { return only.empty() || only == part; };
  if (asked("alarms")) print_alarms(trials);
  if (asked("mixtures")) print_mixtures(trials);
  if (asked("clock")) print_clock(trials);
  if (asked("unchanged")) print_unchanged(10 * trials);
  if (asked("named")) print_named(10 * trials);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run({argv + 1, argv + argc});
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "paired_promises: " << error.what() << '\n';
    return 1;
  }
}
