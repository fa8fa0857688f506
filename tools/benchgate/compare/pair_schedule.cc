#include "benchgate/compare/pair_schedule.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "benchgate/stats/confirmation.h"
#include "benchgate/stats/family.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

using stats::Suspicion;

/// Screening may take this share of a budget: a suspicion that there is no time left to confirm is
/// worth little. It may take more for first looks, and where there is no suspicion.
constexpr double kScreeningShare = 0.6;
constexpr double kLongestScreeningShare = 0.85;

/// So many pairs ahead of others a benchmark is still preferred.
constexpr double kWorthOfBeingAtHand = 1.5;

/// So many pairs tell how long one takes.
constexpr std::size_t kPairsToKnowTheirTime = 8;

constexpr double kSeverityLevel = 0.95;
/// Greater than ln of any change there is.
constexpr double kBehindAllThatIsWorse = 1000;

bool is_worse(const MetricQuestion& question, Suspicion suspicion) {
  return suspicion == (question.higher_is_better ? Suspicion::Decrease : Suspicion::Increase);
}

std::size_t first_look() {
  return stats::screening_looks().front();
}

}  // namespace

PairSchedule::PairSchedule(PairScheduleOptions options) : options_(std::move(options)) {
  subjects_.resize(options_.pacings.size());
  for (std::size_t i = 0; i < subjects_.size(); ++i) subjects_[i].pacing = options_.pacings[i];
}

bool PairSchedule::wants_screening(const Subject& subject) const {
  if (subject.is_done || subject.is_screened || subject.is_suspect) return false;
  return subject.screened + subject.on_order < stats::screening_looks()[subject.screening_look];
}

bool PairSchedule::wants_confirming(const Subject& subject) const {
  return subject.is_being_confirmed() &&
         subject.confirmed + subject.on_order < subject.confirming_looks[subject.confirming_look];
}

bool PairSchedule::fits_budget(const Subject& subject, double elapsed) const {
  return !options_.budget || elapsed + subject.seconds_per_pair <= *options_.budget;
}

bool PairSchedule::is_at_hand(const Subject& subject, const Request& request) const {
  return request.is_at_hand &&
         request.is_at_hand(static_cast<std::size_t>(&subject - subjects_.data()));
}

/// Confirming goes look by look over all tracks, the quicker pairs first: a noisy suspect whose
/// pairs take seconds must not use up the time of all others. One track always has the turn, or
/// two could wait for each other.
bool PairSchedule::has_turn_to_confirm(model::Track track, double elapsed) const {
  const auto rank = [](const Subject& subject) {
    return std::tuple(subject.confirming_look, subject.seconds_per_pair, subject.track());
  };
  const Subject* first = nullptr;
  for (const auto& subject : subjects_) {
    if (!subject.is_being_confirmed() || !fits_budget(subject, elapsed)) continue;
    if (first == nullptr || rank(subject) < rank(*first)) first = &subject;
  }
  return first == nullptr || first->track() == track;
}

/// Each track has its part of the time by how many benchmarks it has: they come one after the
/// other, and the first must not leave nothing to the last.
double PairSchedule::screening_deadline(model::Track track, double share) const {
  const auto so_far = std::ranges::count_if(
      subjects_, [&](const Subject& subject) { return subject.track() <= track; });
  const double part = static_cast<double>(so_far) / static_cast<double>(subjects_.size());
  return share * *options_.budget * part;
}

bool PairSchedule::has_suspicion() {
  return std::ranges::any_of(subjects_, [&](const Subject& subject) {
    return std::ranges::any_of(subject.series, [&](const auto& entry) {
      const auto& series = entry.second;
      return series.question && stats::suspicion(series.screening, series.question->screening,
                                                 distributions_) != Suspicion::None;
    });
  });
}

/// Ends the screening of a track once its share of the budget is spent.
void PairSchedule::cut_screening_short(model::Track track, double elapsed) {
  if (is_confirming_ || !options_.budget) return;
  if (elapsed < screening_deadline(track, kScreeningShare)) return;
  const bool is_late = elapsed >= screening_deadline(track, kLongestScreeningShare);
  const bool all_tracks = elapsed >= kScreeningShare * *options_.budget;
  if (!is_late && all_tracks && !has_suspicion()) return;
  for (auto& subject : subjects_) {
    if (subject.track() != track) continue;
    if (subject.screened >= first_look()) {
      subject.is_screened = true;
    } else {
      subject.is_left_out = is_late;
    }
  }
}

bool PairSchedule::is_screening_over(double elapsed) const {
  return std::ranges::all_of(subjects_, [&](const Subject& subject) {
    // What no longer fits into the budget will not be screened any further.
    return subject.on_order == 0 && (subject.is_screened || subject.is_left_out ||
                                     subject.is_done || !fits_budget(subject, elapsed));
  });
}

bool PairSchedule::is_crowded(model::Track track, double elapsed) const {
  if (!options_.budget || pairs_taken_ < kPairsToKnowTheirTime) return false;
  std::size_t wanted = 0;
  for (const auto& subject : subjects_) {
    if (subject.track() != track || subject.is_done || subject.is_screened) continue;
    wanted += first_look() - std::min(first_look(), subject.screened + subject.on_order);
  }
  const double seconds = elapsed / static_cast<double>(pairs_taken_);
  return elapsed + seconds * static_cast<double>(wanted) >
         screening_deadline(track, kLongestScreeningShare);
}

/// Breadth first: whatever ends the measuring, all have had about as much of it. But where there is
/// no time for that, a few pairs of each would say nothing of any: some are looked at, then.
PairSchedule::Subject* PairSchedule::next_to_screen(const Request& request) {
  const bool crowded = is_crowded(request.track, request.elapsed);
  Subject* chosen = nullptr;
  double best = std::numeric_limits<double>::infinity();
  for (auto& subject : subjects_) {
    if (subject.track() != request.track || !wants_screening(subject)) continue;
    if (!fits_budget(subject, request.elapsed) || (subject.is_left_out && !is_confirming_))
      continue;
    double had = static_cast<double>(subject.screened + subject.on_order);
    if (crowded && had < static_cast<double>(first_look())) had = -had;
    if (is_at_hand(subject, request)) had -= kWorthOfBeingAtHand;
    if (had < best) {
      best = had;
      chosen = &subject;
    }
  }
  return chosen;
}

/// Look by look; what is at hand, since a server takes longer to start than a pair takes; what no
/// other core is measuring; the worst.
PairSchedule::Subject* PairSchedule::next_to_confirm(const Request& request) {
  if (!has_turn_to_confirm(request.track, request.elapsed)) return nullptr;
  const auto rank = [&](const Subject& subject) {
    return std::tuple(subject.confirming_look, !is_at_hand(subject, request), subject.on_order > 0,
                      -subject.severity);
  };
  Subject* chosen = nullptr;
  for (auto& subject : subjects_) {
    if (subject.track() != request.track || !wants_confirming(subject)) continue;
    if (!fits_budget(subject, request.elapsed)) continue;
    if (chosen == nullptr || rank(subject) < rank(*chosen)) chosen = &subject;
  }
  return chosen;
}

std::optional<model::PairOrder> PairSchedule::next(
    model::Track track, double elapsed, const std::function<bool(std::size_t)>& is_at_hand) {
  const Request request{.track = track, .elapsed = elapsed, .is_at_hand = is_at_hand};
  cut_screening_short(track, elapsed);
  if (!is_confirming_ && is_screening_over(elapsed)) end_screening();

  Subject* chosen = nullptr;
  bool is_confirmation = false;
  if (is_confirming_) {
    chosen = next_to_confirm(request);
    is_confirmation = chosen != nullptr;
  }
  const bool suspects_wait = is_confirming_ && std::ranges::any_of(subjects_, [&](const auto& one) {
                               return one.is_being_confirmed() && fits_budget(one, elapsed);
                             });
  if (!suspects_wait) chosen = next_to_screen(request);
  if (chosen == nullptr) return std::nullopt;
  ++chosen->on_order;
  return model::PairOrder{
      .benchmark = static_cast<std::size_t>(chosen - subjects_.data()),
      .stage = is_confirmation ? model::Stage::Confirming : model::Stage::Screening,
      .pacing = chosen->pacing};
}

void PairSchedule::take(const model::PairOrder& order, std::span<const Difference> differences,
                        double seconds) {
  Subject& subject = subjects_[order.benchmark];
  const bool is_screening = order.stage == model::Stage::Screening;
  ++pairs_taken_;
  if (order.pacing != subject.pacing) return;
  --subject.on_order;
  ++(is_screening ? subject.screened : subject.confirmed);
  subject.seconds_per_pair = std::max(subject.seconds_per_pair, seconds);
  add(order, differences);
  if (subject.is_done) return;
  if (is_screening) {
    if (!subject.is_screened) look_at_screening(subject);
  } else {
    look_at_confirmation(subject);
  }
}

void PairSchedule::add(const model::PairOrder& order, std::span<const Difference> differences) {
  auto& all = subjects_[order.benchmark].series;
  const bool is_screening = order.stage == model::Stage::Screening;
  for (const auto& [metric, value] : differences) {
    auto& series = all[metric];
    (is_screening ? series.screening : series.confirming).push_back(value);
  }
  if (!is_screening) return;
  for (auto& [metric, series] : all) series.question = options_.question(order.benchmark, metric);
}

void PairSchedule::give_up(const model::PairOrder& order) {
  Subject& subject = subjects_[order.benchmark];
  if (order.pacing != subject.pacing) return;
  --subject.on_order;
  subject.is_done = true;
}

bool PairSchedule::move(std::size_t benchmark, model::Pacing pacing) {
  Subject& subject = subjects_[benchmark];
  if (subject.is_suspect) return false;
  subject = Subject{.pacing = pacing, .seconds_per_pair = subject.seconds_per_pair};
  return true;
}

void PairSchedule::look_at_screening(Subject& subject) {
  const auto looks = stats::screening_looks();
  if (subject.screened < looks[subject.screening_look]) return;
  const bool goes_on = std::ranges::any_of(subject.series, [&](const auto& entry) {
    const auto& series = entry.second;
    return series.question && stats::screen(series.screening, series.question->screening,
                                            distributions_) == stats::ScreeningState::Continue;
  });
  const bool was_last = subject.screening_look + 1 == looks.size();
  if (goes_on && !was_last) {
    ++subject.screening_look;
  } else {
    subject.is_screened = true;
  }
}

/// What a metric moved by at least, to the worse, as its screening saw it.
double PairSchedule::severity_of(const Series& series) {
  const auto estimate =
      stats::hodges_lehmann(stats::SortedSample(series.screening),
                            stats::ConfidenceLevel(kSeverityLevel), distributions_);
  if (!estimate || !estimate->interval) return 0;
  const auto& bounds = estimate->interval->bounds;
  const bool increased = series.suspicion == Suspicion::Increase;
  const double least = increased ? bounds.lower : -bounds.upper;
  return is_worse(*series.question, series.suspicion) ? least : least - kBehindAllThatIsWorse;
}

void PairSchedule::suspect(Subject& subject) {
  subject.severity = -std::numeric_limits<double>::infinity();
  for (auto& [metric, series] : subject.series) {
    if (!series.question) continue;
    series.suspicion =
        stats::suspicion(series.screening, series.question->screening, distributions_);
    if (series.suspicion == Suspicion::None) continue;
    series.is_open = true;
    subject.is_suspect = true;
    subject.severity = std::max(subject.severity, severity_of(series));
    ++(is_worse(*series.question, series.suspicion) ? suspected_worse_ : suspected_better_);
  }
}

void PairSchedule::end_screening() {
  is_confirming_ = true;
  for (auto& subject : subjects_) {
    if (!subject.is_done) suspect(subject);
  }
  for (auto& subject : subjects_) {
    for (const auto& [metric, series] : subject.series) {
      if (!series.is_open) continue;
      auto looks = stats::confirmation_looks(level_of(series));
      // The strictest of its metrics decides when there is something to see.
      if (subject.confirming_looks.empty() || looks.front() > subject.confirming_looks.front()) {
        subject.confirming_looks = std::move(looks);
      }
    }
  }
}

stats::Alpha PairSchedule::level_of(const Series& series) const {
  const std::size_t family =
      is_worse(*series.question, series.suspicion) ? suspected_worse_ : suspected_better_;
  return stats::bonferroni_alpha(stats::Alpha(options_.family_alpha), family + other_tests_);
}

void PairSchedule::look_at_confirmation(Subject& subject) {
  if (subject.confirmed < subject.confirming_looks[subject.confirming_look]) return;
  for (auto& [metric, series] : subject.series) {
    if (!series.is_open) continue;
    const auto answer = stats::confirm(
        series.confirming,
        {.direction = series.suspicion == Suspicion::Increase ? stats::Alternative::Greater
                                                              : stats::Alternative::Less,
         .tolerated = series.question->screening.tolerated,
         .margin = series.question->screening.margin,
         .alpha = level_of(series)},
        distributions_);
    series.is_open = answer.state == stats::ConfirmationAnswer::State::Continue;
  }
  const bool goes_on =
      std::ranges::any_of(subject.series, [](const auto& entry) { return entry.second.is_open; });
  const bool was_last = subject.confirming_look + 1 == subject.confirming_looks.size();
  if (goes_on && !was_last) {
    ++subject.confirming_look;
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
