// Change points as issues: one for each, opened once, kept up to date, closed when the change went
// away.
//
// Changes at the same commits, a few runs more or less, share an issue, or a commit that slows down
// everything would open hundreds. Which issue is about which change stands in its text, hidden;
// nothing else is kept anywhere, so any machine can go on.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/github/issue_tracker.h"

namespace benchgate::github {

/// Which change: a series, and the range of commits (before, at] in which it shifted.
struct ChangeMark {
  std::string series;  ///< hexadecimal digits, of no other series
  std::string before;  ///< full commits
  std::string at;
  /// Of an exact metric, which changes at the very run that shows it; that of a timing may be found
  /// a few runs off.
  bool is_exact = false;
  bool operator==(const ChangeMark&) const = default;
};

/// A change for the worse that a history shows, and still stands.
struct IssueChange {
  ChangeMark mark;
  double magnitude = 0;  ///< the larger the worse
  std::string title;     ///< "db/select: 12 % slower", plain text
  std::string row;       ///< of a Markdown table with kChangeColumns
};

/// The head of the table that the rows of changes stand in.
inline constexpr std::string_view kChangeColumns =
    "| benchmark | metric | change | from | to |\n|---|---|---|---|---|\n";

struct IssueTexts {
  /// The sentences around the table, of the range of commits (before, at]; Markdown.
  std::function<std::string(const std::string& before, const std::string& at)> about;
};

struct IssueOptions {
  /// Where a commit stands in the history: a change point may move by a few runs as more come in.
  /// Nothing where it is not (or no longer) there.
  std::function<std::optional<std::size_t>(std::string_view commit)> place_of;
  /// Is the commit of a branch that the changes are not of? An issue about it is left alone.
  std::function<bool(const std::string& commit)> is_of_others{};
  IssueTexts texts;
  std::size_t most_new = 10;  ///< issues opened at once; the worst first, the rest next time
};

/// How every issue of ours begins.
[[nodiscard]] std::string issue_beginning();

/// What an issue says it is about; nothing where it is none of ours.
struct IssueState {
  std::vector<ChangeMark> marks;
  bool we_closed_it = false;
};
[[nodiscard]] std::optional<IssueState> issue_state(std::string_view body);

struct OpenedIssues {
  std::size_t opened = 0;
  std::size_t postponed = 0;  ///< beyond `most_new`
};

/// Brings the tracker in line with `changes`. An issue that a person closed stays closed. Says on
/// `log` what it did.
OpenedIssues sync_issues(IssueTracker& tracker, const std::vector<IssueChange>& changes,
                         const IssueOptions& options, std::ostream& log);

}  // namespace benchgate::github
