#include "benchgate/history/bisection.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "benchgate/history/line_search.h"

namespace benchgate::history {
namespace {

using Answer = model::HistoryFinding::Answer;

/// Why the search ends with what one commit was measured to be. A change the other way round is
/// not the one that is looked for.
BisectionAnswer reason_of(const Measurement& measured) {
  return measured.answer == BisectionAnswer::Differs ? BisectionAnswer::DoesNotDiffer
                                                     : measured.answer;
}

/// What may still be spent of an error rate. Each question takes an equal share of what is left,
/// and one share more than there are questions stays behind: for those that nobody foresaw.
class ErrorRate {
 public:
  explicit ErrorRate(double rate) : left_(rate) {}
  stats::Alpha spend(std::size_t questions) {
    const double share = left_ / static_cast<double>(questions + 1);
    left_ -= share;
    return stats::Alpha(share);
  }
  /// A half, for a search within the search.
  ErrorRate halve() {
    left_ /= 2;
    return ErrorRate(left_);
  }

 private:
  double left_;
};

bool has_merge(const std::vector<LineCommit>& line) {
  return std::ranges::any_of(line, [](const auto& commit) { return commit.parents.size() > 1; });
}

class Search {
 public:
  Search(stats::Alpha alpha, BisectionSource& source) : alpha_(alpha), source_(source) {}

  Bisection run(const std::string& good, const std::string& bad) {
    Bisection found{.good = good, .bad = bad};
    const auto line = source_.line(good, bad);
    if (!line) {
      found.not_closer = BisectionAnswer::Unlisted;
      return found;
    }
    const auto whole = source_.measure({.anchor = good,
                                        .commit = bad,
                                        .alpha = alpha_,
                                        .commits_left = line->size(),
                                        .questions_left = bisection_steps(line->size()) + 1});
    found.whole = whole.change;
    if (whole.answer != BisectionAnswer::Differs || line->empty()) {
      found.not_closer = reason_of(whole);
      return found;
    }
    follow(*line, whole.change->point, ErrorRate(alpha_.value()), found);
    return found;
  }

 private:
  /// The line starts at found.good, its anchor.
  void follow(const std::vector<LineCommit>& line, double whole, ErrorRate rate, Bisection& found) {
    auto rate_inside = has_merge(line) ? rate.halve() : rate;
    narrow(line, whole, rate, found);
    if (found.not_closer) return;
    const auto culprit =
        std::ranges::find(line, found.bad, [](const auto& commit) { return commit.id; });
    if (culprit->parents.empty()) {
      found.answer = Answer::Culprit;  // the first commit of all has nothing before it
      return;
    }
    const auto own = source_.measure({.anchor = culprit->parents.front(),
                                      .commit = culprit->id,
                                      .alpha = alpha_,
                                      .commits_left = 1,
                                      .questions_left = 0});
    const bool is_same_way = own.change && (own.change->point > 0) == (whole > 0);
    if (own.answer != BisectionAnswer::Differs || !is_same_way) {
      found.not_closer = reason_of(own);
      return;
    }
    found.answer = Answer::Culprit;
    found.change = own.change;
    if (culprit->parents.size() > 1) look_inside(*culprit, own.change->point, rate_inside, found);
  }

  /// Moves found.good and found.bad towards each other.
  void narrow(const std::vector<LineCommit>& line, double whole, ErrorRate& rate,
              Bisection& found) {
    found.answer = Answer::Range;
    const auto anchor = found.good;
    LineSearch search(line.size());
    std::map<std::size_t, BisectionAnswer> passed_over;
    while (const auto position = search.next()) {
      const auto left = search.bad() - search.good();
      const auto steps = bisection_steps(left);
      const auto& commit = line[*position - 1].id;
      const auto answer = source_.compare({.anchor = anchor,
                                           .commit = commit,
                                           .alpha = rate.spend(steps),
                                           .commits_left = left,
                                           .questions_left = steps},
                                          whole);
      switch (answer) {
        case BisectionAnswer::Good:
          search.take_good(*position);
          found.good = commit;
          break;
        case BisectionAnswer::Bad:
          search.take_bad(*position);
          found.bad = commit;
          break;
        case BisectionAnswer::Stopped:
          found.not_closer = BisectionAnswer::Stopped;
          return;
        default:
          search.pass_over(*position);
          passed_over[*position] = answer;
      }
    }
    // Between the two there is nothing but what was passed over, if anything. What was measured in
    // vain says more than what was not.
    for (auto position = search.good() + 1; position < search.bad(); ++position) {
      const auto reason = passed_over.at(position);
      if (found.not_closer != BisectionAnswer::Undecided) found.not_closer = reason;
    }
  }

  /// Of the parents that a merge brought, the first that is bad where it comes from.
  void look_inside(const LineCommit& merge, double whole, ErrorRate rate, Bisection& found) {
    const auto& mainline = merge.parents.front();
    for (std::size_t i = 1; i < merge.parents.size(); ++i) {
      const auto& tip = merge.parents[i];
      const auto line = source_.line(mainline, tip);
      if (!line) {  // that the merge did it is known, and is not lost
        found.inside = {.good = mainline, .bad = tip, .not_closer = BisectionAnswer::Unlisted};
        return;
      }
      if (line->empty()) continue;
      const auto steps = bisection_steps(line->size());
      const auto answer = source_.compare({.anchor = mainline,
                                           .commit = tip,
                                           .alpha = rate.spend(steps + 1),
                                           .commits_left = line->size(),
                                           .questions_left = steps + 1},
                                          whole);
      if (answer == BisectionAnswer::Good) continue;
      if (answer != BisectionAnswer::Bad) {
        found.inside = {.good = mainline, .bad = tip, .not_closer = answer};
        return;
      }
      Bisection within{.good = mainline, .bad = tip, .whole = found.whole};
      follow(*line, whole, rate, within);
      if (within.answer == Answer::Culprit) {
        found = std::move(within);
      } else {
        found.inside = {.good = within.good, .bad = within.bad, .not_closer = *within.not_closer};
      }
      return;
    }
    found.is_merge_itself = true;
  }

  stats::Alpha alpha_;
  BisectionSource& source_;
};

}  // namespace

Bisection bisect(const std::string& good, const std::string& bad, stats::Alpha alpha,
                 BisectionSource& source) {
  return Search(alpha, source).run(good, bad);
}

std::size_t bisection_steps(std::size_t commits) {
  return commits < 2 ? 0 : static_cast<std::size_t>(std::bit_width(commits - 1));
}

std::string_view answer_name(BisectionAnswer answer) {
  switch (answer) {
    case BisectionAnswer::Differs:
      return "differs";
    case BisectionAnswer::DoesNotDiffer:
      return "does_not_differ";
    case BisectionAnswer::Good:
      return "good";
    case BisectionAnswer::Bad:
      return "bad";
    case BisectionAnswer::Untestable:
      return "untestable";
    case BisectionAnswer::Undecided:
      return "undecided";
    case BisectionAnswer::Stopped:
      return "stopped";
    case BisectionAnswer::Unlisted:
      break;
  }
  return "unlisted";
}

std::string_view not_closer_name(BisectionAnswer reason) {
  return reason == BisectionAnswer::DoesNotDiffer ? "not_shown" : answer_name(reason);
}

}  // namespace benchgate::history
