#include "benchgate/compare/pair_schedule.h"

#include <algorithm>
#include <limits>

#include "benchgate/stats/confirmation.h"

namespace benchgate::compare {
namespace {

using stats::Suspicion;

/// Screening may take this share of a budget: a suspicion that there is no time left to confirm is
/// worth little.
constexpr double kScreeningShare = 0.6;

/// So many pairs ahead of others a benchmark is still preferred.
constexpr double kWorthOfBeingAtHand = 1.5;

bool is_worse(const MetricQuestion& question, Suspicion suspicion) {
  return suspicion == (question.higher_is_better ? Suspicion::Decrease : Suspicion::Increase);
}

std::span<const std::size_t> looks_of(bool is_confirming) {
  return is_confirming ? stats::confirmation_looks() : stats::screening_looks();
}

}  // namespace

PairSchedule::PairSchedule(PairScheduleOptions options) : options_(std::move(options)) {
  subjects_.resize(options_.tracks.size());
  for (std::size_t i = 0; i < subjects_.size(); ++i) subjects_[i].track = options_.tracks[i];
}

bool PairSchedule::wants_more(const Subject& subject) const {
  if (subject.is_done || (is_confirming_ ? !subject.is_suspect : subject.is_screened)) return false;
  return subject.taken + subject.on_order < looks_of(is_confirming_)[subject.look];
}

bool PairSchedule::fits_budget(const Subject& subject, double elapsed) const {
  return !options_.budget || elapsed + subject.seconds_per_pair <= *options_.budget;
}

/// Confirming goes look by look over all tracks, the quicker pairs first: a noisy suspect whose
/// pairs take seconds must not use up the time of all others.
bool PairSchedule::has_precedence_elsewhere(const Subject& subject, double elapsed) const {
  if (!is_confirming_) return false;
  return std::ranges::any_of(subjects_, [&](const Subject& other) {
    if (other.track == subject.track || !other.is_suspect || other.is_done) return false;
    if (!fits_budget(other, elapsed)) return false;
    return other.look < subject.look ||
           (other.look == subject.look && other.seconds_per_pair < subject.seconds_per_pair);
  });
}

/// Ends the screening of all that has had its first look once its share of the budget is spent.
void PairSchedule::cut_screening_short(double elapsed) {
  if (is_confirming_ || !options_.budget || elapsed < kScreeningShare * *options_.budget) return;
  for (auto& subject : subjects_) {
    if (subject.taken >= stats::screening_looks().front()) subject.is_screened = true;
  }
}

std::optional<PairSchedule::Order> PairSchedule::next(
    std::size_t track, double elapsed, const std::function<bool(std::size_t)>& is_at_hand) {
  cut_screening_short(elapsed);
  const bool all_screened = std::ranges::all_of(subjects_, [&](const Subject& subject) {
    // What no longer fits into the budget will not be screened any further.
    return subject.on_order == 0 &&
           (subject.is_screened || subject.is_done || !fits_budget(subject, elapsed));
  });
  if (!is_confirming_ && all_screened) end_screening();

  // Breadth first: whatever ends the measuring, all have had about as much of it.
  Subject* chosen = nullptr;
  double fewest = std::numeric_limits<double>::infinity();
  for (auto& subject : subjects_) {
    if (subject.track != track || !wants_more(subject) || !fits_budget(subject, elapsed)) continue;
    const auto index = static_cast<std::size_t>(&subject - subjects_.data());
    const double had = static_cast<double>(subject.taken + subject.on_order) -
                       (is_at_hand && is_at_hand(index) ? kWorthOfBeingAtHand : 0);
    if (had < fewest) {
      fewest = had;
      chosen = &subject;
    }
  }
  if (chosen == nullptr || has_precedence_elsewhere(*chosen, elapsed)) return std::nullopt;
  ++chosen->on_order;
  return Order{static_cast<std::size_t>(chosen - subjects_.data()),
               is_confirming_ ? model::Stage::Confirming : model::Stage::Screening};
}

void PairSchedule::take(const Order& order, std::span<const Difference> differences,
                        double seconds) {
  Subject& subject = subjects_[order.benchmark];
  --subject.on_order;
  ++subject.taken;
  subject.seconds_per_pair = std::max(subject.seconds_per_pair, seconds);
  for (const auto& [metric, value] : differences) {
    auto found = subject.series.find(metric);
    if (found == subject.series.end()) {
      const auto question = options_.question(order.benchmark, metric);
      if (!question) continue;
      found = subject.series.emplace(metric, Series{.question = *question}).first;
    }
    auto& series = found->second;
    (order.stage == model::Stage::Screening ? series.screening : series.confirming)
        .push_back(value);
  }
  if (subject.is_done || subject.taken < looks_of(is_confirming_)[subject.look]) return;
  if (is_confirming_) {
    look_at_confirmation(subject);
  } else {
    look_at_screening(subject);
  }
}

void PairSchedule::give_up(const Order& order) {
  Subject& subject = subjects_[order.benchmark];
  --subject.on_order;
  subject.is_done = true;
}

void PairSchedule::look_at_screening(Subject& subject) {
  const bool goes_on = std::ranges::any_of(subject.series, [&](const auto& entry) {
    const auto& series = entry.second;
    return stats::screen(series.screening, series.question.screening, distributions_) ==
           stats::ScreeningState::Continue;
  });
  const bool was_last = subject.look + 1 == stats::screening_looks().size();
  if (goes_on && !was_last) {
    ++subject.look;
  } else {
    subject.is_screened = true;
  }
}

void PairSchedule::end_screening() {
  is_confirming_ = true;
  for (auto& subject : subjects_) {
    subject.taken = 0;
    subject.look = 0;
    if (subject.is_done) continue;
    for (auto& [metric, series] : subject.series) {
      series.suspicion =
          stats::suspicion(series.screening, series.question.screening, distributions_);
      if (series.suspicion == Suspicion::None) continue;
      series.is_open = true;
      subject.is_suspect = true;
      ++(is_worse(series.question, series.suspicion) ? suspected_worse_ : suspected_better_);
    }
  }
}

stats::Alpha PairSchedule::level_of(const Series& series) const {
  const std::size_t family =
      is_worse(series.question, series.suspicion) ? suspected_worse_ : suspected_better_;
  return stats::Alpha(options_.family_alpha / static_cast<double>(family + other_tests_));
}

void PairSchedule::look_at_confirmation(Subject& subject) {
  for (auto& [metric, series] : subject.series) {
    if (!series.is_open) continue;
    const auto answer = stats::confirm(
        series.confirming,
        {.direction = series.suspicion == Suspicion::Increase ? stats::Alternative::Greater
                                                              : stats::Alternative::Less,
         .tolerated = series.question.screening.tolerated,
         .margin = series.question.screening.margin,
         .alpha = level_of(series)},
        distributions_);
    series.is_open = answer.state == stats::ConfirmationAnswer::State::Continue;
  }
  const bool goes_on =
      std::ranges::any_of(subject.series, [](const auto& entry) { return entry.second.is_open; });
  const bool was_last = subject.look + 1 == stats::confirmation_looks().size();
  if (goes_on && !was_last) {
    ++subject.look;
  } else {
    subject.is_done = true;
  }
}

PairSchedule::Progress PairSchedule::progress() const {
  Progress progress{.benchmarks = subjects_.size()};
  for (const auto& subject : subjects_) {
    progress.screened += subject.is_screened || subject.is_done || is_confirming_ ? 1 : 0;
    progress.suspects += subject.is_suspect ? 1 : 0;
    progress.confirmed += subject.is_suspect && subject.is_done ? 1 : 0;
  }
  return progress;
}

}  // namespace benchgate::compare
