#include "benchgate/work/bisect_source.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/merge_base.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/report/wording.h"
#include "benchgate/work/bisect_wording.h"

namespace benchgate::work {
namespace {

using builds::short_commit;
using history::BisectionAnswer;
using history::BisectionQuestion;
using history::Measurement;
using measure::Seconds;

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

bool was_interrupted() {
  return measure::interrupts_received() > 0;
}

/// A question may take twice its share of the time that is left: some take more, most less.
Seconds share_of(Seconds left, std::size_t questions_left) {
  return left * std::min(1.0, 2.0 / static_cast<double>(questions_left + 2));
}

}  // namespace

BisectSource::BisectSource(const BisectSetup& setup, Observer& observer)
    : setup_(setup),
      observer_(observer),
      commits_(setup.clone),
      builds_(setup, observer),
      cpus_(measure::usable_cpus()) {}

std::optional<std::vector<history::LineCommit>> BisectSource::line(const std::string& anchor,
                                                                   const std::string& tip) {
  // After ^C no more is asked, and so what the line consists of makes no difference.
  const std::vector<history::LineCommit> unknown = {{.id = tip, .parents = {anchor}}};
  if (was_interrupted()) return unknown;
  try {
    std::vector<history::LineCommit> line;
    for (const auto& commit : commits_.line(anchor, tip)) {
      line.push_back({.id = commit.id, .parents = commit.parents});
    }
    observer_.note(fmt::format("{} after {} up to {}", commits_text(line.size()),
                               short_commit(anchor), short_commit(tip)));
    return line;
  } catch (const EnvironmentError& error) {
    if (was_interrupted()) return unknown;  // which ended git, too
    if (steps_.empty()) throw;              // there is nothing yet that could be lost
    observer_.note(error.what());
    return std::nullopt;
  }
}

void BisectSource::announce(const BisectionQuestion& question, const builds::Commit& commit) const {
  observer_.note(fmt::format("{}, about {} left: {}", commits_text(question.commits_left),
                             report::counted(question.questions_left + 1, "question", "questions"),
                             commit_text(commit)));
}

void BisectSource::tell(const BisectStep& step) const {
  observer_.note(step_text(step));
}

/// Asks, unless nothing can be or no more may be; whatever comes of it is told and kept.
BisectStep BisectSource::answer(const BisectionQuestion& question, const Ask& ask) {
  BisectStep step;
  try {
    if (was_interrupted() || spent_ >= setup_.asked.budget) {
      step.commit.id = question.commit;
      return step;
    }
    step.commit = commits_.describe(question.commit);
    announce(question, step.commit);
    const auto reference = builds::merge_base(setup_.clone, question.anchor, question.commit);
    if (reference) {
      step.against = *reference;
      const auto sides = target_ ? builds_.sides(*reference, question.commit, *target_)
                                 : builds_.first_sides(*reference, question.commit);
      step.note = sides.untestable.value_or("");
      step.answer = BisectionAnswer::Untestable;
      if (!sides.untestable) ask(sides, step);
    } else {
      step.answer = BisectionAnswer::Untestable;
      step.note = fmt::format("has nothing in common with {}", short_commit(question.anchor));
    }
  } catch (const EnvironmentError& error) {
    // What holds for the first two commits is about the machine; later it is about a commit.
    if (!was_interrupted() && steps_.empty()) throw;
    step.answer = BisectionAnswer::Untestable;
    step.note = first_line(error.what());
  }
  if (was_interrupted() && step.pairs == 0) step.answer = BisectionAnswer::Stopped;
  tell(step);
  steps_.push_back(step);
  return step;
}

PairsAnswer BisectSource::measure_pairs(const BisectSides& sides, const BisectionQuestion& question,
                                        PairsQuestion::IsAnswered is_answered) {
  PairsQuestion pairs{.suites = sides.suites,
                      .benchmarks = sides.benchmarks,
                      .cpus = cpus_,
                      .time_limit = share_of(setup_.asked.budget - spent_, question.questions_left),
                      .subject = fmt::format("measuring {}", short_commit(question.commit)),
                      .looks = history::BisectionEvidence::looks(),
                      .is_answered = std::move(is_answered)};
  for (const auto& target : sides.targets) pairs.metrics.push_back(target.metric);
  auto answer = measure_until_answered(pairs, observer_);
  spent_ += answer.elapsed;
  return answer;
}

void BisectSource::follow(const BisectSides& sides, const PairsAnswer& pairs,
                          const ClearestChange& clearest, BisectStep& step) {
  step.note = clearest.failure;
  if (!clearest.target && steps_.empty()) {
    throw UsageError(fmt::format("GOOD or BAD cannot be measured: {}", step.note));
  }
  if (!clearest.target) return;
  step.note.clear();
  step.pairs = pairs.differences[*clearest.target].size();
  if (clearest.measured.change) step.ratio = history::as_ratio(*clearest.measured.change);
  if (steps_.empty()) differing_ = clearest.differing;
  if (!target_ && clearest.measured.answer == BisectionAnswer::Differs) {
    target_ = sides.targets[*clearest.target];
  }
}

Measurement BisectSource::measure(const BisectionQuestion& question) {
  std::optional<stats::Estimate> change;
  const auto step = answer(question, [&](const BisectSides& sides, BisectStep& asked) {
    const auto& target = sides.targets.front();
    if (matching_ == 0) matching_ = sides.targets.size();
    if (!target_ && matching_ == 1) target_ = target;
    if (sides.targets.size() == 1) {
      const auto same = builds_.sameness(asked.against, asked.commit.id, target);
      if (same != Sameness::None) {
        asked.answer = BisectionAnswer::DoesNotDiffer;
        asked.note = sameness_text(same, asked.against);
        return;
      }
    }
    BisectJudging judging(setup_.policy.policy, sides.targets, question.alpha);
    const auto pairs =
        measure_pairs(sides, question, [&](std::size_t i, std::span<const double> differences) {
          return judging.is_settled(i, differences);
        });
    const auto clearest = judging.clearest(pairs);
    follow(sides, pairs, clearest, asked);
    change = clearest.measured.change;
    asked.answer = clearest.measured.answer;
    if (asked.answer == BisectionAnswer::DoesNotDiffer && !judging.had_time(pairs)) {
      asked.answer = BisectionAnswer::Stopped;
    }
  });
  return {.answer = step.answer, .change = change};
}

/// Where a build runs the same as one of which the answer is known, with the same reference.
bool BisectSource::is_known_by_its_code(BisectStep& step) {
  const auto is_same = [&](const std::string& known) {
    const auto same = builds_.sameness(known, step.commit.id, *target_);
    if (same == Sameness::None) return false;
    step.note = sameness_text(same, known);
    return true;
  };
  if (is_same(step.against)) {
    step.answer = BisectionAnswer::Good;
    return true;
  }
  for (const auto& earlier : std::views::reverse(steps_)) {
    const bool is_bad =
        earlier.answer == BisectionAnswer::Bad || earlier.answer == BisectionAnswer::Differs;
    if (earlier.against != step.against || (!is_bad && earlier.answer != BisectionAnswer::Good) ||
        !is_same(earlier.commit.id)) {
      continue;
    }
    step.answer = is_bad ? BisectionAnswer::Bad : BisectionAnswer::Good;
    return true;
  }
  return false;
}

BisectionAnswer BisectSource::compare(const BisectionQuestion& question, double whole) {
  const auto step = answer(question, [&](const BisectSides& sides, BisectStep& asked) {
    if (is_known_by_its_code(asked)) return;
    const auto ask = [&](std::span<const double> differences) {
      return evidence_.compare(differences, whole, question.alpha);
    };
    const auto is_answered = [&](std::size_t, std::span<const double> differences) {
      return ask(differences) != BisectionAnswer::Undecided;
    };
    const auto pairs = measure_pairs(sides, question, is_answered);
    if (!pairs.failures.front().empty()) {
      asked.note = pairs.failures.front();
      return;  // untestable
    }
    const auto& differences = pairs.differences.front();
    asked.pairs = differences.size();
    if (const auto estimate = evidence_.estimate(differences)) {
      asked.ratio = history::as_ratio(*estimate);
    }
    asked.answer = ask(differences);
    if (asked.answer == BisectionAnswer::Undecided && pairs.interrupted) {
      asked.answer = BisectionAnswer::Stopped;
    }
  });
  return step.answer;
}

}  // namespace benchgate::work
