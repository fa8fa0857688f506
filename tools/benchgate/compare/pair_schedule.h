// Which pair to measure next, so that time goes where it decides something.
//
// First every benchmark is screened, breadth first, each for as long as it takes to clear or to
// suspect it; then the suspects alone are confirmed, on fresh pairs. Says nothing about the
// result: the verdict is made from the runs, by compare_together(), with the same rules.
// tests/accuracy runs this very schedule on recorded pairs.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/pairing.h"
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
  /// In which track each benchmark is measured; those of one track do not wait for the other.
  std::vector<std::size_t> tracks;
  /// Nothing: the metric is not judged by its pairs.
  std::function<std::optional<MetricQuestion>(std::size_t benchmark, std::string_view metric)>
      question;
  double family_alpha = 0.01;
  std::optional<double> budget{};  ///< seconds; nothing: for as long as it takes
};

class PairSchedule {
 public:
  struct Order {
    std::size_t benchmark = 0;
    model::Stage stage = model::Stage::Screening;
  };
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
  std::optional<Order> next(std::size_t track, double elapsed,
                            const std::function<bool(std::size_t)>& is_at_hand = {});
  /// A pair came in, in whatever order.
  void take(const Order& order, std::span<const Difference> differences, double seconds);
  /// The benchmark failed: no more of it.
  void give_up(const Order& order);

  /// So many tests share the family's alpha with the trials: metrics that have no ratio.
  void set_other_tests(std::size_t tests) { other_tests_ = tests; }

  [[nodiscard]] Progress progress() const;

 private:
  struct Series {
    MetricQuestion question;
    std::vector<double> screening;
    std::vector<double> confirming;
    stats::Suspicion suspicion = stats::Suspicion::None;
    bool is_open = false;  ///< its trial is under way
  };
  struct Subject {
    std::size_t track = 0;
    std::map<std::string, Series> series;
    std::size_t taken = 0;     ///< of the current stage
    std::size_t on_order = 0;  ///< likewise, under way
    std::size_t look = 0;      ///< index of the next look
    double seconds_per_pair = 0;
    bool is_screened = false;
    bool is_suspect = false;
    bool is_done = false;  ///< nothing more is wanted of it
  };

  void look_at_screening(Subject& subject);
  void look_at_confirmation(Subject& subject);
  void end_screening();
  [[nodiscard]] stats::Alpha level_of(const Series& series) const;
  [[nodiscard]] bool wants_more(const Subject& subject) const;
  /// Is there a suspect of another track that should come before this one?
  [[nodiscard]] bool has_precedence_elsewhere(const Subject& subject, double elapsed) const;
  [[nodiscard]] bool fits_budget(const Subject& subject, double elapsed) const;
  void cut_screening_short(double elapsed);

  PairScheduleOptions options_;
  std::vector<Subject> subjects_;
  stats::NullDistributions distributions_;
  std::size_t suspected_worse_ = 0;
  std::size_t suspected_better_ = 0;
  std::size_t other_tests_ = 0;
  bool is_confirming_ = false;
};

}  // namespace benchgate::compare
