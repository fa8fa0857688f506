// Which pair to measure next, so that time goes where it decides something.
//
// First every benchmark is screened, breadth first, each for as long as it takes to clear or to
// suspect it. Then the suspects alone are confirmed, on fresh pairs: look by look, and within a
// look one after the other, the worst first. Time that is left goes to benchmarks that a short
// budget left without screening.
//
// In which order suspects are confirmed depends on their screening alone, never on the pairs that
// confirm them: so the clock that ends a test knows nothing of what the test is about to say.
//
// Says nothing about the result: the verdict is made from the runs, by compare_together(), with the
// same rules. tests/accuracy runs this very schedule on recorded pairs.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/pair_order.h"
#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/screening.h"
#include "benchgate/stats/types.h"

namespace benchgate::compare {

/// What is asked about one metric.
struct MetricQuestion {
  stats::ScreeningQuestion screening;
  bool higher_is_better = false;
};

struct PairScheduleOptions {
  /// How each benchmark is measured; those of one track do not wait for another's.
  std::vector<model::Pacing> pacings;
  /// Nothing: the metric is not judged by its pairs. Asked again with every pair of screening, for
  /// the clock that a benchmark is judged by may show only then.
  std::function<std::optional<MetricQuestion>(std::size_t benchmark, std::string_view metric)>
      question;
  double family_alpha = 0.01;
  std::optional<double> budget{};  ///< seconds; nothing: for as long as it takes
};

class PairSchedule {
 public:
  struct Difference {
    std::string metric;
    double value = 0;  ///< ln(head / base)
  };
  struct Progress {
    std::size_t benchmarks = 0;
    std::size_t screened = 0;
    std::size_t suspects = 0;   ///< benchmarks
    std::size_t confirmed = 0;  ///< suspects whose trials have ended
  };

  explicit PairSchedule(PairScheduleOptions options);

  /// Nothing: no pair of this track is wanted until something that is under way comes in, or none
  /// is wanted any more. `elapsed`: seconds since measuring began. A benchmark that `is_at_hand` is
  /// preferred to others, be they a pair behind: it costs less now than later.
  std::optional<model::PairOrder> next(model::Track track, double elapsed,
                                       const std::function<bool(std::size_t)>& is_at_hand = {});
  /// A pair came in, in whatever order; `order` as next() gave it.
  void take(const model::PairOrder& order, std::span<const Difference> differences, double seconds);
  /// The benchmark failed: no more of it.
  void give_up(const model::PairOrder& order);
  /// The benchmark begins anew, measured in another way; pairs of the old one that still come in do
  /// not count. A suspect stays as it is: false.
  bool move(std::size_t benchmark, model::Pacing pacing);

  /// So many tests share the family's alpha with the trials: metrics that have no ratio.
  void set_other_tests(std::size_t tests) { other_tests_ = tests; }

  [[nodiscard]] Progress progress() const;

 private:
  struct Series {
    std::optional<MetricQuestion> question{};
    std::vector<double> screening;
    std::vector<double> confirming;
    stats::Suspicion suspicion = stats::Suspicion::None;
    bool is_open = false;  ///< its trial is under way
  };
  struct Subject {
    model::Pacing pacing = model::Pacing::Duet;
    std::map<std::string, Series> series;
    std::size_t screened = 0;  ///< pairs
    std::size_t confirmed = 0;
    std::size_t on_order = 0;        ///< pairs under way
    std::size_t screening_look = 0;  ///< index of the next look
    std::size_t confirming_look = 0;
    std::vector<std::size_t> confirming_looks;
    /// By how much a suspect is worse at least, as screening saw it; negative of what is better.
    double severity = 0;
    double seconds_per_pair = 0;
    bool is_screened = false;
    bool is_left_out = false;  ///< the time for screening was over before its first look
    bool is_suspect = false;
    bool is_done = false;  ///< nothing more is wanted of it

    [[nodiscard]] model::Track track() const { return model::track_of(pacing); }
    [[nodiscard]] bool is_being_confirmed() const { return is_suspect && !is_done; }
  };
  struct Request {
    model::Track track;
    double elapsed;
    const std::function<bool(std::size_t)>& is_at_hand;
  };

  void add(const model::PairOrder& order, std::span<const Difference> differences);
  void look_at_screening(Subject& subject);
  void look_at_confirmation(Subject& subject);
  void end_screening();
  void suspect(Subject& subject);
  [[nodiscard]] double severity_of(const Series& series);
  [[nodiscard]] stats::Alpha level_of(const Series& series) const;
  [[nodiscard]] bool wants_screening(const Subject& subject) const;
  [[nodiscard]] bool wants_confirming(const Subject& subject) const;
  [[nodiscard]] Subject* next_to_screen(const Request& request);
  [[nodiscard]] Subject* next_to_confirm(const Request& request);
  [[nodiscard]] bool is_at_hand(const Subject& subject, const Request& request) const;
  /// Is the suspect that comes next one of this track?
  [[nodiscard]] bool has_turn_to_confirm(model::Track track, double elapsed) const;
  [[nodiscard]] bool fits_budget(const Subject& subject, double elapsed) const;
  [[nodiscard]] bool is_screening_over(double elapsed) const;
  /// Is there no time for even a first look at all benchmarks of this track?
  [[nodiscard]] bool is_crowded(model::Track track, double elapsed) const;
  [[nodiscard]] double screening_deadline(model::Track track, double share) const;
  [[nodiscard]] bool has_suspicion();
  void cut_screening_short(model::Track track, double elapsed);

  PairScheduleOptions options_;
  std::vector<Subject> subjects_;
  stats::NullDistributions distributions_;
  std::size_t suspected_worse_ = 0;
  std::size_t suspected_better_ = 0;
  std::size_t other_tests_ = 0;
  std::size_t pairs_taken_ = 0;
  bool is_confirming_ = false;
};

}  // namespace benchgate::compare
