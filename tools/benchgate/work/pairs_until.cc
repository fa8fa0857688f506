#include "benchgate/work/pairs_until.h"

#include <algorithm>
#include <chrono>
#include <random>

#include <fmt/format.h>

#include "benchgate/compare/pair_differences.h"
#include "benchgate/work/files_to_place.h"
#include "benchgate/work/time_budget.h"

namespace benchgate::work {
namespace {

using measure::Seconds;

class AskingPlan : public measure::PairPlan {
 public:
  AskingPlan(const PairsQuestion& question, PairsAnswer& answer)
      : question_(question), answer_(answer), states_(question.benchmarks.size()) {}

  std::optional<measure::PairOrder> next(const measure::PairRequest& request) override {
    State* chosen = nullptr;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      auto& state = states_[i];
      const bool is_here = measure::track_of(question_.benchmarks[i].pacing) == request.track;
      if (!is_here || state.is_done || state.ordered >= question_.looks[state.look]) {
        continue;
      }
      if (request.elapsed + state.seconds_per_pair > question_.time_limit) continue;
      if (chosen == nullptr || state.ordered < chosen->ordered) chosen = &state;
    }
    if (chosen == nullptr) return std::nullopt;
    ++chosen->ordered;
    return measure::PairOrder{.benchmark = static_cast<std::size_t>(chosen - states_.data()),
                              .stage = model::Stage::Confirming};
  }

  void take(const measure::PairOrder& order, const measure::MeasuredPair& pair) override {
    const auto i = order.benchmark;
    auto& state = states_[i];
    state.seconds_per_pair = std::max(state.seconds_per_pair, pair.wall_time);
    ++state.taken;
    if (const auto difference = difference_of(i, pair)) {
      answer_.differences[i].push_back(*difference);
    } else {
      state.is_done = true;
    }
    if (state.is_done || state.taken < question_.looks[state.look]) return;
    ++state.look;
    state.is_done =
        state.look == question_.looks.size() || question_.is_answered(i, answer_.differences[i]);
  }

 private:
  struct State {
    std::size_t ordered = 0;
    std::size_t taken = 0;
    std::size_t look = 0;
    Seconds seconds_per_pair{0};
    bool is_done = false;
  };

  std::optional<double> difference_of(std::size_t benchmark, const measure::MeasuredPair& pair) {
    auto& failure = answer_.failures[benchmark];
    for (const auto* side : {&pair.base, &pair.head}) {
      if (side->failure) failure = side->failure->message;
    }
    if (!failure.empty()) return std::nullopt;
    const auto& metric = question_.metrics[benchmark];
    const auto* base = pair.base.find(metric);
    const auto* head = pair.head.find(metric);
    if (base == nullptr || head == nullptr) {
      failure = fmt::format("does not report {}", metric);
      return std::nullopt;
    }
    const auto difference = compare::pair_difference(*base, *head);
    if (!difference) failure = fmt::format("{} is not above zero, so it has no ratio", metric);
    return difference;
  }

  const PairsQuestion& question_;
  PairsAnswer& answer_;
  std::vector<State> states_;
};

}  // namespace

PairsAnswer measure_until_answered(const PairsQuestion& question, Observer& observer) {
  PairsAnswer answer{.differences = std::vector<std::vector<double>>(question.benchmarks.size()),
                     .failures = std::vector<std::string>(question.benchmarks.size())};
  std::random_device device;
  AskingPlan plan(question, answer);
  const auto began = std::chrono::steady_clock::now();
  const Phase phase(observer);
  const auto result =
      measure::measure_pairs({.suites = question.suites,
                              .benchmarks = question.benchmarks,
                              .files_to_place = files_to_place(question.suites),
                              .cpus = question.cpus,
                              .seed = device(),
                              .first_patience = TimeBudget(question.time_limit).first_patience()},
                             plan, {.on_progress = [&](const measure::PairProgress& now) {
                               observer.asking(question.subject, now);
                             }});
  answer.elapsed = std::chrono::steady_clock::now() - began;
  answer.interrupted = result.interrupted;
  return answer;
}

}  // namespace benchgate::work
