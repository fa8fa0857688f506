// error_rates PAIRS.csv [--trials N] [--svg FOLDER] [--pacing PACING]
//
// How often does a pull request of 100 benchmarks alarm that changes nothing, and how often is a
// slowdown of one of them caught? Draws pull requests from recorded pairs (record_pairs) and puts
// them through the schedule, the tests and the comparison that `benchgate duet` uses, and through
// the rules of other tools. Prints Markdown tables; the same file gives the same tables.
#include <algorithm>
#include <cmath>
#include <future>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"
#include "pair_pools.h"
#include "peer_rules.h"
#include "power_figure.h"
#include "support/simulated_session.h"

namespace {

using namespace benchgate;
using accuracy::PairPools;
using accuracy::Random;

constexpr std::size_t kBenchmarks = 100;
constexpr int kEffects[] = {10, 20, 30, 50, 100};

/// What one simulated pull request came to.
struct Outcome {
  bool alarm_elsewhere = false;  ///< a benchmark that did not change is called regressed
  bool caught = false;           ///< the one that did is
  std::size_t unchanged = 0;     ///< benchmarks shown to be unchanged
  bool denied = false;           ///< the one that did is among them
  double seconds = 0;
  std::size_t suspects = 0;
  double estimate = 0;  ///< effect of the slowed one
  bool covers = false;  ///< its interval the truth
};

struct Question {
  const PairPools* pools;
  int slowed = -1;  ///< index of the kind of the slowed benchmark; none
  int permille = 0;
  std::optional<double> budget{};  ///< seconds
};

/// One pull request; benchmark 0 is the slowed one.
Outcome pull_request(const Question& question, std::uint64_t seed) {
  Random random(seed);
  const auto& kinds = question.pools->kinds();
  const auto kind_of = [&](std::size_t benchmark) -> const std::string& {
    if (benchmark == 0 && question.slowed >= 0) {
      return kinds[static_cast<std::size_t>(question.slowed)];
    }
    return kinds[benchmark % kinds.size()];
  };
  const test_support::SimulatedSession session{
      .benchmarks = kBenchmarks,
      .draw =
          [&](std::size_t benchmark) {
            const auto pair =
                benchmark == 0 && question.slowed >= 0
                    ? question.pools->draw_slower(kind_of(0), question.permille, random)
                    : question.pools->draw_same(kind_of(benchmark), random);
            return test_support::SimulatedPair{pair.base, pair.head, pair.seconds};
          },
      .cores = question.pools->side_by_side(),
      .budget = question.budget};
  const auto result = test_support::simulate(session);
  const auto comparison = test_support::compared(result, session);
  Outcome outcome{.seconds = result.seconds, .suspects = result.suspects};
  for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
    const auto& row = comparison.rows[i];
    const bool shown = row.paired->increase.state == compare::Trial::State::Shown;
    const bool is_slowed = i == 0 && question.slowed >= 0;
    (is_slowed ? outcome.caught : outcome.alarm_elsewhere) |= shown;
    const bool same = row.equivalence && row.equivalence->lower > 1 / 1.02 &&
                      row.equivalence->upper < 1.02 && !shown;
    outcome.unchanged += same ? 1 : 0;
    outcome.denied |= same && is_slowed;
  }
  const auto& slowed = comparison.rows[0];
  const double truth = 1 + question.permille / 1000.0;
  outcome.estimate = slowed.ratio->point - 1;
  if (slowed.ratio->interval) {
    const auto& bounds = slowed.ratio->interval->bounds;
    outcome.covers = bounds.lower <= truth && truth <= bounds.upper;
  }
  return outcome;
}

std::vector<Outcome> pull_requests(const Question& question, int trials) {
  std::vector<Outcome> outcomes(static_cast<std::size_t>(trials));
  const auto part = [&](std::size_t begin) {
    for (std::size_t i = begin; i < outcomes.size(); i += 2) {
      outcomes[i] = pull_request(question, 1000003 * (i + 1) +
                                               static_cast<std::uint64_t>(question.permille) * 31 +
                                               static_cast<std::uint64_t>(question.slowed + 1));
    }
  };
  auto other = std::async(std::launch::async, part, 1);
  part(0);
  other.get();
  return outcomes;
}

template <class Get>
double average(const std::vector<Outcome>& outcomes, Get get) {
  double sum = 0;
  for (const auto& outcome : outcomes) sum += static_cast<double>(get(outcome));
  return sum / static_cast<double>(outcomes.size());
}

double median_of(const std::vector<double>& values) {
  return *stats::median(stats::SortedSample(values));
}

void print_noise(const PairPools& pools, const std::string& title) {
  fmt::print("\n### {}\n\n", title);
  fmt::print("| kernel | pairs | wall time of a pair | sd of a pair | robust sd |");
  for (const int effect : kEffects) fmt::print(" true +{} % reads as |", effect / 10);
  fmt::print("\n|---|---|---|---|---|---|---|---|---|---|\n");
  for (const auto& kind : pools.kinds()) {
    std::vector<double> logs;
    std::vector<double> seconds;
    double square = 0;
    for (const auto& pair : pools.pool(kind, 0)) {
      logs.push_back(std::log(pair.head / pair.base));
      square += logs.back() * logs.back();
      seconds.push_back(pair.seconds);
    }
    fmt::print("| {} | {} | {:.0f} ms | {:.2f} % | {:.2f} % |", kind, logs.size(),
               1e3 * median_of(seconds), 100 * std::sqrt(square / static_cast<double>(logs.size())),
               100 * *stats::robust_standard_deviation(stats::SortedSample(logs)));
    for (const int effect : kEffects) {
      if (!pools.is_recorded(kind, effect)) {
        fmt::print(" |");
        continue;
      }
      std::vector<double> slower;
      for (const auto& pair : pools.pool(kind, effect)) {
        slower.push_back(std::log(pair.head / pair.base));
      }
      fmt::print(" {:+.2f} % |", 100 * std::expm1(median_of(slower)));
    }
    fmt::print("\n");
  }
}

struct Method {
  std::string name;
  double false_alarms = 0;
  double seconds = 0;
};

Method print_same(const PairPools& pools, const std::string& name, int trials,
                  std::optional<double> budget = {}) {
  const auto outcomes = pull_requests({.pools = &pools, .budget = budget}, trials);
  const double alarms = average(outcomes, [](const auto& o) { return o.alarm_elsewhere; });
  const double seconds = average(outcomes, [](const auto& o) { return o.seconds; });
  fmt::print("| {} | {} of {} | {:.1f} | {:.1f} | {:.0f} s |\n", name,
             static_cast<int>(std::lround(alarms * trials)), trials,
             average(outcomes, [](const auto& o) { return o.unchanged; }),
             average(outcomes, [](const auto& o) { return o.suspects; }), seconds);
  std::cout << std::flush;
  return {.name = name, .false_alarms = alarms, .seconds = seconds};
}

/// Per kind and effect, the share that is caught.
using Power = std::map<std::string, std::map<int, double>>;

Power print_power(const PairPools& pools, int trials, std::optional<double> budget = {}) {
  Power power;
  fmt::print("| kernel |");
  for (const int effect : kEffects) fmt::print(" +{} % |", effect / 10);
  fmt::print(
      " +2 % called unchanged | +3 % called unchanged | estimate of +2 % | 95 % interval covers +2 "
      "% | longest |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (std::size_t kind = 0; kind < pools.kinds().size(); ++kind) {
    fmt::print("| {} |", pools.kinds()[kind]);
    std::map<int, double> denied;
    double estimate = 0;
    double coverage = 0;
    double longest = 0;
    for (const int effect : kEffects) {
      const auto outcomes = pull_requests(
          {.pools = &pools, .slowed = static_cast<int>(kind), .permille = effect, .budget = budget},
          trials);
      const double caught = average(outcomes, [](const auto& o) { return o.caught; });
      power[pools.kinds()[kind]][effect] = caught;
      fmt::print(" {:.2f} |", caught);
      std::cout << std::flush;
      for (const auto& outcome : outcomes) longest = std::max(longest, outcome.seconds);
      denied[effect] = average(outcomes, [](const auto& o) { return o.denied; });
      if (effect != 20) continue;
      estimate = average(outcomes, [](const auto& o) { return o.estimate; });
      coverage = average(outcomes, [](const auto& o) { return o.covers; });
    }
    fmt::print(" {:.3f} | {:.3f} | {:+.2f} % | {:.2f} | {:.0f} s |\n", denied[20], denied[30],
               100 * estimate, coverage, longest);
  }
  return power;
}

struct PeerOutcome {
  double alarms = 0;  ///< share of pull requests
  std::map<int, double> caught;
};

bool peer_alarms(const PairPools& pools, const accuracy::PeerRule& rule, const std::string& kind,
                 int permille, Random& random) {
  std::vector<double> base;
  std::vector<double> head;
  // One side after the other, as these tools are used: nothing ties a run of base to one of head.
  for (std::size_t i = 0; i < rule.samples; ++i) {
    base.push_back(pools.draw_same(kind, random).base);
    head.push_back(pools.draw_slower(kind, permille, random).head);
  }
  return rule.alarms({base, head});
}

PeerOutcome peer_outcome(const PairPools& pools, const accuracy::PeerRule& rule, int trials) {
  PeerOutcome outcome;
  Random random(20261121);
  for (int trial = 0; trial < trials; ++trial) {
    bool alarm = false;
    for (std::size_t i = 0; i < kBenchmarks && !alarm; ++i) {
      alarm = peer_alarms(pools, rule, pools.kinds()[i % pools.kinds().size()], 0, random);
    }
    outcome.alarms += alarm ? 1.0 / trials : 0;
  }
  for (const int effect : kEffects) {
    int caught = 0;
    int asked = 0;
    for (const auto& kind : pools.kinds()) {
      for (int trial = 0; trial < trials; ++trial, ++asked) {
        caught += peer_alarms(pools, rule, kind, effect, random) ? 1 : 0;
      }
    }
    outcome.caught[effect] = static_cast<double>(caught) / asked;
  }
  return outcome;
}

double peer_seconds(const PairPools& pools, std::size_t samples) {
  double seconds = 0;
  for (std::size_t i = 0; i < kBenchmarks; ++i) {
    std::vector<double> walls;
    for (const auto& pair : pools.pool(pools.kinds()[i % pools.kinds().size()], 0)) {
      walls.push_back(pair.seconds);
    }
    seconds += median_of(walls) * static_cast<double>(samples);
  }
  return seconds;
}

double mean_power(const Power& power, int effect) {
  double sum = 0;
  for (const auto& [kind, effects] : power) sum += effects.at(effect);
  return sum / static_cast<double>(power.size());
}

void print_peers(const Method& ours, const Power& our_power, const Method& in_turn,
                 const Power& in_turn_power, const PairPools& pools, int trials) {
  fmt::print(
      "\n### Against other tools\n\n"
      "| method | pull requests that alarm | +1 % | +2 % | +3 % | +5 % | +10 % | time |\n"
      "|---|---|---|---|---|---|---|---|\n");
  const auto own = [](const Method& method, const Power& power) {
    fmt::print("| **{}** | {:.1f} % |", method.name, 100 * method.false_alarms);
    for (const int effect : kEffects) fmt::print(" {:.2f} |", mean_power(power, effect));
    fmt::print(" {:.0f} s |\n", method.seconds);
  };
  own(ours, our_power);
  own(in_turn, in_turn_power);
  for (const auto& rule : accuracy::peer_rules()) {
    const auto outcome = peer_outcome(pools, rule, trials);
    fmt::print("| {} | {:.1f} % |", rule.name, 100 * outcome.alarms);
    for (const int effect : kEffects) fmt::print(" {:.2f} |", outcome.caught.at(effect));
    fmt::print(" {:.0f} s |\n", peer_seconds(pools, rule.samples));
    std::cout << std::flush;
  }
}

struct Arguments {
  std::string pairs;
  int trials = 200;
  std::string svg;
  std::string pacing = "duet";
};

Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--trials" && i + 1 < argc) {
      arguments.trials = std::stoi(argv[++i]);
    } else if (argument == "--svg" && i + 1 < argc) {
      arguments.svg = argv[++i];
    } else if (argument == "--pacing" && i + 1 < argc) {
      arguments.pacing = argv[++i];
    } else if (arguments.pairs.empty()) {
      arguments.pairs = argument;
    } else {
      throw std::runtime_error("unknown argument " + argument);
    }
  }
  if (arguments.pairs.empty()) {
    throw std::runtime_error(
        "usage: error_rates PAIRS.csv [--trials N] [--svg FOLDER] [--pacing PACING]");
  }
  return arguments;
}

void run(const Arguments& arguments) {
  const auto pairs = accuracy::read_pairs(arguments.pairs);
  const PairPools duets(pairs, arguments.pacing);
  const PairPools in_turn(pairs, "in_turn");
  const int trials = arguments.trials;
  if (duets.kinds().empty()) throw std::runtime_error("no such pairs of unchanged kernels");
  print_noise(duets, arguments.pacing == "duet" ? "Noise of duets" : "Noise of a pair");
  if (!in_turn.kinds().empty()) print_noise(in_turn, "Noise of pairs taken in turn");
  fmt::print(
      "\n### Pull requests of {} benchmarks that change nothing\n\n"
      "| measured | that alarm | benchmarks shown unchanged | suspects | time |\n"
      "|---|---|---|---|---|\n",
      kBenchmarks);
  const auto ours = print_same(duets, arguments.pacing, 5 * trials);
  Method turns{.name = "in turn, same statistics"};
  if (!in_turn.kinds().empty()) turns = print_same(in_turn, turns.name, trials, ours.seconds);
  fmt::print("\n### One benchmark of {} slower: share of pull requests in which it is named\n\n",
             kBenchmarks);
  const auto power = print_power(duets, trials);
  if (in_turn.kinds().empty()) return;
  fmt::print("\n### The same, taken in turn, in as much time as duets take for no change\n\n");
  const auto turns_power = print_power(in_turn, std::max(20, trials / 4), ours.seconds);
  print_peers(ours, power, turns, turns_power, in_turn, trials);
  if (!arguments.svg.empty()) accuracy::write_power_figure(arguments.svg + "/power.svg", power);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "error_rates: " << error.what() << '\n';
    return 1;
  }
}
