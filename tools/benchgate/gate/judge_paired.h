// The verdict on one timing metric of which base and head were measured together, pair by pair.
//
// Pure: a row with its rule in, a verdict with its reason out. No noise floor: both sides of a pair
// saw the same machine. No adjustment: the trials (compare::Trial) share the family's alpha
// already.
#pragma once

#include <cstddef>
#include <optional>

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/policy.h"
#include "benchgate/gate/verdict.h"

namespace benchgate::gate {

struct PairedAnswer {
  Verdict verdict = Verdict::Inconclusive;
  Reason reason = Reason::NotShown;
  std::optional<double> adjusted_p;           ///< of the direction that the ratio points to
  std::optional<double> detectable;           ///< smallest worsening these pairs could show
  std::optional<std::size_t> samples_needed;  ///< more pairs that would settle it
};

/// `unchanged_within` as by paired_unchanged_within(). Precondition: `row.paired`.
///
/// - the change of the medians is below the rule's absolute floor: unchanged, whatever was shown;
/// - regressed (improved): the trial of the worse (better) direction came out;
/// - unchanged: the 90 % interval lies within `unchanged_within` either way, or all values are the
///   same;
/// - inconclusive: everything else, with how many more pairs would settle it.
[[nodiscard]] PairedAnswer judge_paired(const compare::Row& row, const AppliedRule& rule,
                                        double unchanged_within);

}  // namespace benchgate::gate
