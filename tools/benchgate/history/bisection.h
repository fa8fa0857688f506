// Which commit did it? The search: what to ask next, and what the answers amount to.
//
// First whether BAD differs from GOOD at all; then, halving, whether a commit between them is like
// the one or like the other; at last whether the commit that is left differs from its own parent.
// Along first parents; where the one that is left is a merge, the same again among what it brought.
// Knows neither git nor measuring: a BisectionSource answers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"
#include "benchgate/stats/types.h"

namespace benchgate::history {

struct LineCommit {
  std::string id;
  std::vector<std::string> parents;
};

/// Every commit is compared with where its history left that of an anchor, their merge base: so
/// what the anchor's side has done meanwhile is nobody's doing on this side.
struct BisectionQuestion {
  std::string anchor;
  std::string commit;
  stats::Alpha alpha;              ///< of a wrong answer
  std::size_t commits_left = 0;    ///< that may have done it
  std::size_t questions_left = 0;  ///< after this one, as far as one can tell
};

/// What measuring says of a commit, and why a search comes no closer.
enum class BisectionAnswer {
  Differs,
  DoesNotDiffer,  ///< as far as this can be measured
  Good,           ///< shown to be nearer to no change
  Bad,            ///< shown to be nearer to the whole change
  Untestable,     ///< it cannot be built, or lacks the benchmark
  Undecided,      ///< measured, and neither good nor bad was shown
  Stopped,        ///< nothing was shown, and no more may be asked: no time is left, or ^C
  Unlisted,       ///< nobody could say which commits there are
};

[[nodiscard]] std::string_view answer_name(BisectionAnswer answer);  ///< "does_not_differ", ...
/// The name of an answer as the reason why a search ended: "not_shown" for DoesNotDiffer.
[[nodiscard]] std::string_view not_closer_name(BisectionAnswer reason);

struct Measurement {
  /// Differs, DoesNotDiffer, Untestable or Stopped.
  BisectionAnswer answer = BisectionAnswer::DoesNotDiffer;
  std::optional<stats::Estimate> change{};  ///< ln(commit / where it left the anchor)
};

class BisectionSource {
 public:
  virtual ~BisectionSource() = default;
  /// `tip` and its first parents as far as the anchor does not have them, oldest first. Nothing
  /// where they cannot be listed.
  virtual std::optional<std::vector<LineCommit>> line(const std::string& anchor,
                                                      const std::string& tip) = 0;
  /// Does the commit differ at all?
  virtual Measurement measure(const BisectionQuestion& question) = 0;
  /// Does it by less or by more than half of `whole`, ln(bad / good)? Good, Bad, Untestable,
  /// Undecided or Stopped.
  virtual BisectionAnswer compare(const BisectionQuestion& question, double whole) = 0;
};

struct Bisection {
  /// Culprit; Range: after `good` up to `bad`; or NotConfirmed.
  model::HistoryFinding::Answer answer = model::HistoryFinding::Answer::NotConfirmed;
  std::string good{};  ///< of the last line searched: the last commit known to be good, its anchor
  std::string bad{};   ///< ... and the first known to be bad; of a culprit, itself
  std::optional<stats::Estimate> whole{};   ///< BAD against where it left GOOD
  std::optional<stats::Estimate> change{};  ///< of the culprit against its first parent
  /// Nothing for a culprit. DoesNotDiffer, of a range: it is this commit by its neighbours, but it
  /// does not differ from its own parent.
  std::optional<BisectionAnswer> not_closer{};

  /// The culprit is a merge, and the commit that it brought could not be told.
  struct Inside {
    std::string good{};
    std::string bad{};
    BisectionAnswer not_closer = BisectionAnswer::Untestable;
  };
  std::optional<Inside> inside{};
  /// The culprit is a merge, and nothing that it brought is slow where it comes from.
  bool is_merge_itself = false;
};

/// Searches the commits that `bad` has and `good` has not. `alpha`: the chance that noise is taken
/// for a change where there is none, and, apart from that, the chance that noise leads to a wrong
/// commit: the questions of a bisection share it, however many they become.
[[nodiscard]] Bisection bisect(const std::string& good, const std::string& bad, stats::Alpha alpha,
                               BisectionSource& source);

/// Questions that it takes to find one commit among so many.
[[nodiscard]] std::size_t bisection_steps(std::size_t commits);

}  // namespace benchgate::history
