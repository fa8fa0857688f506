#include "benchgate/work/bisect_source.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/merge_base.h"
#include "benchgate/gate/policy.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/report/wording.h"
#include "benchgate/work/bisect_wording.h"

namespace benchgate::work {
namespace {

using builds::short_commit;
using history::BisectionQuestion;
using history::Likeness;
using history::Measurement;
using measure::Seconds;

std::string commits_text(std::size_t count) {
  return report::counted(count, "commit", "commits");
}

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

history::ChangeQuestion change_question(const gate::Policy& policy, const BisectTarget& target,
                                        stats::Alpha alpha, std::size_t tests) {
  const double limit = gate::paired_limit(policy, target.benchmark, target.metric);
  return {.tolerated = std::log1p(limit),
          .margin = std::log1p(gate::paired_unchanged_within(policy, limit)),
          .alpha = stats::Alpha(alpha.value() / static_cast<double>(tests))};
}

/// How sure a change is: its estimate in half widths of its interval.
double sureness(const stats::Estimate& change) {
  if (!change.interval) return 0;
  const auto& [lower, upper] = change.interval->bounds;
  return upper > lower ? std::abs(change.point) / (upper - lower)
                       : std::numeric_limits<double>::infinity();
}

BisectAnswer answer_of(Likeness likeness) {
  switch (likeness) {
    case Likeness::Good:
      return BisectAnswer::Good;
    case Likeness::Bad:
      return BisectAnswer::Bad;
    case Likeness::Untestable:
      return BisectAnswer::Untestable;
    case Likeness::Undecided:
      return BisectAnswer::Undecided;
    case Likeness::Stopped:
      break;
  }
  return BisectAnswer::Stopped;
}

Likeness likeness_of(BisectAnswer answer) {
  switch (answer) {
    case BisectAnswer::Good:
      return Likeness::Good;
    case BisectAnswer::Bad:
      return Likeness::Bad;
    case BisectAnswer::Untestable:
      return Likeness::Untestable;
    case BisectAnswer::Stopped:
      return Likeness::Stopped;
    default:
      return Likeness::Undecided;
  }
}

}  // namespace

BisectSource::BisectSource(const BisectRequest& request, Observer& observer)
    : request_(request),
      observer_(observer),
      builds_(request, observer),
      cpus_(measure::usable_cpus()) {}

builds::Commit BisectSource::describe(const std::string& commit) {
  const auto found = known_.find(commit);
  if (found != known_.end()) return found->second;
  return known_[commit] = builds::describe_commit(request_.clone, commit);
}

std::optional<std::vector<history::LineCommit>> BisectSource::line(const std::string& anchor,
                                                                   const std::string& tip) {
  // After ^C no more is asked, and so what the line consists of makes no difference.
  const std::vector<history::LineCommit> unknown = {{.id = tip, .parents = {anchor}}};
  if (was_interrupted()) return unknown;
  try {
    lines_.push_back(builds::first_parent_line(request_.clone, anchor, tip));
  } catch (const EnvironmentError& error) {
    if (was_interrupted()) return unknown;  // which ended git, too
    if (steps_.empty()) throw;              // there is nothing yet that could be lost
    observer_.note(error.what());
    return std::nullopt;
  }
  std::vector<history::LineCommit> line;
  for (const auto& commit : lines_.back()) {
    line.push_back({.id = commit.id, .parents = commit.parents});
    known_[commit.id] = commit;
  }
  observer_.note(fmt::format("{} after {} up to {}", commits_text(line.size()),
                             short_commit(anchor), short_commit(tip)));
  return line;
}

std::vector<builds::Commit> BisectSource::between(const std::string& good,
                                                  const std::string& bad) const {
  for (const auto& line : lines_) {
    const auto last = std::ranges::find(line, bad, &builds::Commit::id);
    if (last == line.end()) continue;
    const auto before = std::ranges::find(line, good, &builds::Commit::id);
    return {before < last ? before + 1 : line.begin(), last + 1};
  }
  return {};
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
    if (was_interrupted() || spent_ >= request_.budget) {
      step.commit.id = question.commit;
      return step;
    }
    step.commit = describe(question.commit);
    announce(question, step.commit);
    const auto reference = builds::merge_base(request_.clone, question.anchor, question.commit);
    if (reference) {
      step.against = *reference;
      const auto sides = target_ ? builds_.sides(*reference, question.commit, *target_)
                                 : builds_.first_sides(*reference, question.commit);
      step.note = sides.untestable.value_or("");
      step.answer = BisectAnswer::Untestable;
      if (!sides.untestable) ask(sides, step);
    } else {
      step.answer = BisectAnswer::Untestable;
      step.note = fmt::format("has nothing in common with {}", short_commit(question.anchor));
    }
  } catch (const EnvironmentError& error) {
    // What holds for the first two commits is about the machine; later it is about a commit.
    if (!was_interrupted() && steps_.empty()) throw;
    step.answer = BisectAnswer::Untestable;
    step.note = first_line(error.what());
  }
  if (was_interrupted() && step.pairs == 0) step.answer = BisectAnswer::Stopped;
  tell(step);
  steps_.push_back(step);
  return step;
}

PairsAnswer BisectSource::measure_pairs(const BisectSides& sides, const BisectionQuestion& question,
                                        PairsQuestion::IsAnswered is_answered) {
  PairsQuestion pairs{.suites = sides.suites,
                      .benchmarks = sides.benchmarks,
                      .cpus = cpus_,
                      .time_limit = share_of(request_.budget - spent_, question.questions_left),
                      .subject = fmt::format("measuring {}", short_commit(question.commit)),
                      .looks = history::BisectionEvidence::looks(),
                      .is_answered = std::move(is_answered)};
  for (const auto& target : sides.targets) pairs.metrics.push_back(target.metric);
  auto answer = measure_until_answered(pairs, observer_);
  spent_ += answer.elapsed;
  return answer;
}

/// What differs, of all that was measured, and most surely so; from then on it is followed.
Measurement BisectSource::surest(const BisectSides& sides, const PairsAnswer& pairs,
                                 std::span<const history::ChangeQuestion> asked, BisectStep& step) {
  std::optional<std::size_t> best;
  Measurement found{.state = Measurement::State::Untestable};
  std::size_t differing = 0;
  for (std::size_t i = 0; i < sides.targets.size(); ++i) {
    if (!pairs.failures[i].empty()) {
      step.note = fmt::format("{}: {}", sides.targets[i].benchmark, pairs.failures[i]);
      continue;
    }
    const auto measured = evidence_.measure(pairs.differences[i], asked[i]);
    const bool is_shown = measured.state == Measurement::State::Shown;
    differing += is_shown ? 1 : 0;
    if (best && (found.state == Measurement::State::Shown) > is_shown) continue;
    const bool is_first = !best || (found.state != Measurement::State::Shown && is_shown);
    const auto how_sure = [](const auto& of) { return of.change ? sureness(*of.change) : 0; };
    if (!is_first && how_sure(found) >= how_sure(measured)) continue;
    best = i;
    found = measured;
  }
  if (!best && steps_.empty()) {
    throw UsageError(fmt::format("GOOD or BAD cannot be measured: {}", step.note));
  }
  if (!best) return found;
  step.note.clear();
  step.pairs = pairs.differences[*best].size();
  if (found.change) step.ratio = history::as_ratio(*found.change);
  if (steps_.empty()) differing_ = differing;
  if (!target_ && found.state == Measurement::State::Shown) target_ = sides.targets[*best];
  return found;
}

Measurement BisectSource::measure(const BisectionQuestion& question) {
  Measurement measured{.state = Measurement::State::Untestable};
  const auto step = answer(question, [&](const BisectSides& sides, BisectStep& asked) {
    const auto& target = sides.targets.front();
    if (matching_ == 0) matching_ = sides.targets.size();
    if (!target_ && matching_ == 1) target_ = target;
    if (sides.targets.size() == 1 &&
        builds_.have_same_suite(asked.against, asked.commit.id, target.suite)) {
      measured.state = Measurement::State::NotShown;
      asked.answer = BisectAnswer::DoesNotDiffer;
      asked.note = "the same program, to the byte";
      return;
    }
    std::vector<history::ChangeQuestion> changes;  // each by its own limits
    for (const auto& each : sides.targets) {
      changes.push_back(
          change_question(request_.policy.policy, each, question.alpha, sides.targets.size()));
    }
    const auto is_settled = [&](std::size_t i, std::span<const double> differences) {
      return evidence_.is_settled(differences, changes[i]);
    };
    const auto pairs = measure_pairs(sides, question, is_settled);
    measured = surest(sides, pairs, changes, asked);
    bool had_time = true;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const auto& differences = pairs.differences[i];
      had_time = had_time && (!pairs.failures[i].empty() ||
                              differences.size() >= history::BisectionEvidence::looks().back() ||
                              is_settled(i, differences));
    }
    if (measured.state == Measurement::State::NotShown && !had_time) {
      asked.answer = BisectAnswer::Stopped;
      return;
    }
    switch (measured.state) {
      case Measurement::State::Shown:
        asked.answer = BisectAnswer::Differs;
        break;
      case Measurement::State::NotShown:
        asked.answer = BisectAnswer::DoesNotDiffer;
        break;
      default:
        asked.answer = BisectAnswer::Untestable;
    }
  });
  if (step.answer == BisectAnswer::Stopped) measured.state = Measurement::State::Stopped;
  return measured;
}

/// Where a build is, to the byte, one of which the answer is known, with the same reference.
bool BisectSource::is_known_by_its_program(BisectStep& step) {
  const auto& suite = target_->suite;
  if (builds_.have_same_suite(step.against, step.commit.id, suite)) {
    step.answer = BisectAnswer::Good;
    step.note = fmt::format("the same program as {}, to the byte", short_commit(step.against));
    return true;
  }
  for (const auto& earlier : std::views::reverse(steps_)) {
    const bool is_bad =
        earlier.answer == BisectAnswer::Bad || earlier.answer == BisectAnswer::Differs;
    if (earlier.against != step.against || (!is_bad && earlier.answer != BisectAnswer::Good) ||
        !builds_.have_same_suite(earlier.commit.id, step.commit.id, suite)) {
      continue;
    }
    step.answer = is_bad ? BisectAnswer::Bad : BisectAnswer::Good;
    step.note = fmt::format("the same program as {}, to the byte", short_commit(earlier.commit.id));
    return true;
  }
  return false;
}

Likeness BisectSource::compare(const BisectionQuestion& question, double whole) {
  const auto step = answer(question, [&](const BisectSides& sides, BisectStep& asked) {
    if (is_known_by_its_program(asked)) return;
    const auto ask = [&](std::span<const double> differences) {
      return evidence_.compare(differences, whole, question.alpha);
    };
    const auto is_answered = [&](std::size_t, std::span<const double> differences) {
      return ask(differences) != Likeness::Undecided;
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
    asked.answer = answer_of(ask(differences));
    if (asked.answer == BisectAnswer::Undecided && pairs.interrupted) {
      asked.answer = BisectAnswer::Stopped;
    }
  });
  return likeness_of(step.answer);
}

}  // namespace benchgate::work
