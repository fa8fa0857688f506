// record_pairs OUT.csv BASE HEAD PERMILLE PAIRS PACING [MIN_TIME_MS [FILTER [stay]]]
//
// Measures PAIRS pairs of every benchmark of two builds of the kernels, as `benchgate duet` does
// but without deciding anything, and appends them to OUT.csv. PACING is duet, lockstep or in_turn;
// what repetitions in turn of one pair differ by is kept as one difference. With `stay`, the
// builds lie in memory where they lie, all the time.
#include <cmath>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "benchgate/compare/pair_differences.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/model/metric.h"
#include "recorded_pairs.h"

namespace {

using namespace benchgate;

/// So many pairs of each, breadth first; by a pair or so not, where that saves starting servers.
class FixedPlan : public measure::PairPlan {
 public:
  FixedPlan(const std::vector<measure::PairedBenchmark>& benchmarks, std::size_t pairs,
            int permille, std::string out)
      : benchmarks_(benchmarks),
        pairs_(pairs),
        ordered_(benchmarks.size()),
        permille_(permille),
        out_(std::move(out)) {}

  std::optional<measure::PairOrder> next(const measure::PairRequest& request) override {
    if (request.track != measure::track_of(benchmarks_.front().pacing)) return {};
    const auto had = [&](std::size_t benchmark) {
      return static_cast<double>(ordered_[benchmark]) - (request.is_at_hand(benchmark) ? 1.5 : 0);
    };
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < benchmarks_.size(); ++i) {
      if (ordered_[i] < pairs_ && (!best || had(i) < had(*best))) best = i;
    }
    if (!best) return {};
    ++ordered_[*best];
    return measure::PairOrder{.benchmark = *best};
  }

  void take(const measure::PairOrder& order, const measure::MeasuredPair& pair) override {
    const auto& benchmark = benchmarks_[order.benchmark];
    const auto clock = std::string(formats::clock_of(benchmark.head_name));
    const auto* base = pair.base.find(clock);
    const auto* head = pair.head.find(clock);
    if (base == nullptr || head == nullptr) return;
    const auto difference = compare::pair_difference(*base, *head);
    if (!difference) return;
    accuracy::append_pairs(out_, {{.kernel = benchmark.head_name,
                                   .permille = permille_,
                                   .pacing = std::string(model::pacing_name(benchmark.pacing)),
                                   .base = base->samples.front(),
                                   .head = base->samples.front() * std::exp(*difference),
                                   .seconds = pair.wall_time.count()}});
  }

 private:
  const std::vector<measure::PairedBenchmark>& benchmarks_;
  std::size_t pairs_;
  std::vector<std::size_t> ordered_;
  int permille_;
  std::string out_;
};

std::vector<std::filesystem::path> files_to_place(const std::vector<std::string>& arguments) {
  if (arguments.size() > 8 && arguments[8] == "stay") return {};
  return {arguments[1], arguments[2]};
}

int record(const std::vector<std::string>& arguments) {
  if (arguments.size() < 6) {
    std::cerr << "record_pairs OUT.csv BASE HEAD PERMILLE PAIRS PACING [MIN_TIME_MS "
                 "[FILTER [stay]]]\n";
    return 2;
  }
  const auto pacing = model::parse_pacing(arguments[5]);
  if (!pacing) throw std::runtime_error("no such pacing: " + arguments[5]);
  const double min_time = arguments.size() > 6 ? std::stod(arguments[6]) / 1000 : 0.045;
  const std::string filter = arguments.size() > 7 ? arguments[7] : "";
  const auto side = [&](const std::string& binary) {
    return measure::SuiteToRun{.name = "kernels",
                               .command = {binary},
                               .min_time = measure::Seconds(min_time),
                               .filter = filter};
  };
  const measure::InterruptHandler interrupts;
  measure::PairOptions options{.suites = {{side(arguments[1]), side(arguments[2])}},
                               .files_to_place = files_to_place(arguments),
                               .cpus = measure::usable_cpus(),
                               .seed = std::hash<std::string>{}(arguments[0] + arguments[3])};
  for (const auto& name : measure::discover(options.suites[0].head)) {
    options.benchmarks.push_back(
        {.suite = 0, .base_name = name, .head_name = name, .pacing = *pacing});
  }
  FixedPlan plan(options.benchmarks, std::stoul(arguments[4]), std::stoi(arguments[3]),
                 arguments[0]);
  return measure::measure_pairs(options, plan, {}).interrupted ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return record(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::cerr << "record_pairs: " << error.what() << '\n';
    return 1;
  }
}
