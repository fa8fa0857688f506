// Acceptances: each a written, reviewed, expiring permission for one regression.
//
// Values, and how one stands to a row that regressed. Reading baselines/accepted.toml is
// acceptance_file.h's business, applying a file to an assessment apply_acceptances.h's.
//
// Only regressions can be accepted. An errored or missing row has no effect that could be accepted,
// and a budget is an absolute limit that is changed in the policy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/date.h"
#include "benchgate/base/error.h"
#include "benchgate/model/unit.h"

namespace benchgate::gate {

struct Judgement;

/// One `[[accepted]]`.
struct Acceptance {
  std::string benchmark;         ///< glob
  std::string metric = "clock";  ///< glob; `clock` is the one each benchmark is judged by
  /// A fraction is the effect, with its sign, as reports show it: 0.12 is "+12 %". Anything else is
  /// the value itself that head of an exact metric may have, in its unit's scale.
  model::Quantity up_to;
  std::string reason;
  std::string by;
  Date until;        ///< the last day on which it counts
  std::string base;  ///< beginning of the commit, or name of the baseline, that the effect is on
                     ///< top of; empty: whatever base is
  TextPosition position;
  bool operator==(const Acceptance&) const = default;

  /// Do both say the same, wherever they stand in their files?
  [[nodiscard]] bool says_the_same_as(const Acceptance& other) const;
};

/// State of an acceptance, on a row or on the whole.
enum class AcceptanceState {
  Exceeded,   ///< a row is worse than was accepted: it blocks merging again
  Expired,    ///< does not count any more
  OtherBase,  ///< was given on top of another base
  InBase,     ///< base has it already, and with it the regression that it was given for
  Unused,     ///< nothing that it names regressed
  Used,
};
[[nodiscard]] std::string_view acceptance_state_name(AcceptanceState state);  ///< "in_base", ...
[[nodiscard]] std::optional<AcceptanceState> parse_acceptance_state(std::string_view name);

/// An acceptance, and what became of it in one assessment.
struct AcceptanceUse {
  Acceptance acceptance;
  AcceptanceState state = AcceptanceState::Unused;
  std::size_t rows = 0;        ///< that it covers; where it does not count: that it would concern
  bool names_nothing = false;  ///< Unused: nothing of that name was measured
  /// Did the change itself add or alter it? Nothing where base's file is not known.
  std::optional<bool> is_new;
  int days_left = 0;  ///< counting today as none; negative once it has expired
  bool operator==(const AcceptanceUse&) const = default;
};

/// From this many days before its last one, a report says that an acceptance is about to expire.
inline constexpr int kSoonExpiringDays = 14;

/// Does the acceptance name the metric of the row?
[[nodiscard]] bool names(const Acceptance& acceptance, const Judgement& judgement);

/// Is `judgement`, which regressed and which `acceptance` names, no worse than accepted?
///
/// A timing is worse than accepted if its estimate and its whole interval are beyond `up_to`, or
/// if the estimate is beyond by half as much again, whatever its interval. So noise around `up_to`
/// does not block merging, and noise cannot hide a much larger regression. An exact metric is worse
/// if one value of head is.
[[nodiscard]] bool covers(const Acceptance& acceptance, const Judgement& judgement);

/// Was it given on top of this base? `commit` and `name` (of a baseline, "baseline CLASS/NAME") may
/// be empty.
[[nodiscard]] bool is_on_top_of(const Acceptance& acceptance, std::string_view commit,
                                std::string_view name);

}  // namespace benchgate::gate
