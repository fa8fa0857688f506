#include "benchgate/github/change_issues.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/github/workflow.h"

namespace benchgate::github {
namespace {

constexpr std::string_view kMarkBegins = "change ";
constexpr std::string_view kExactMarkBegins = "exact ";
constexpr std::string_view kClosed = "closed\n";
constexpr std::string_view kMarksEnd = "-->\n";
/// A change point that more than this many runs lie between is another one.
constexpr std::size_t kDrift = 3;
/// What GitHub takes in an issue; it counts characters, of which there are never more than bytes.
constexpr std::size_t kMostBodyBytes = 65'000;
/// What is not marked for there is no room belongs to the same issue by its commits.
constexpr std::size_t kMostMarks = 250;
constexpr std::size_t kMostTitleBytes = 200;

bool is_series_id(std::string_view text) {
  constexpr std::size_t kMost = 64;
  return !text.empty() && text.size() <= kMost && is_hexadecimal(text);
}

/// The next word of a line, which loses it.
std::string_view take_word(std::string_view& line) {
  const auto word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(line.size(), word.size() + 1));
  return word;
}

std::optional<ChangeMark> mark_of(std::string_view line) {
  ChangeMark mark;
  mark.is_exact = line.starts_with(kExactMarkBegins);
  if (!mark.is_exact && !line.starts_with(kMarkBegins)) return std::nullopt;
  line.remove_prefix((mark.is_exact ? kExactMarkBegins : kMarkBegins).size());
  mark.series = take_word(line);
  mark.before = take_word(line);
  mark.at = take_word(line);
  if (!is_series_id(mark.series) || !is_full_commit(mark.before) || !is_full_commit(mark.at) ||
      !line.empty()) {
    return std::nullopt;
  }
  return mark;
}

std::string compose(const IssueState& state, std::string_view text) {
  std::string body = issue_beginning();
  if (state.we_closed_it) body += kClosed;
  for (const auto& mark : state.marks) {
    body += fmt::format("{}{} {} {}\n", mark.is_exact ? kExactMarkBegins : kMarkBegins, mark.series,
                        mark.before, mark.at);
  }
  return body + std::string(kMarksEnd) + std::string(text);
}

/// A whole line of text; what GitHub would cut off is cut off here, between two characters.
std::string title_of(std::string title) {
  if (title.size() <= kMostTitleBytes) return title;
  auto end = kMostTitleBytes;
  while (end > 0 && (static_cast<unsigned char>(title[end]) & 0xC0U) == 0x80U) --end;
  title.resize(end);
  return title + "…";
}

struct Tracked {
  OwnIssue issue;
  IssueState state;
  std::vector<const IssueChange*> changes;  ///< that it is about, and that stand
};

class Sync {
 public:
  Sync(IssueTracker& tracker, const std::vector<IssueChange>& changes, const IssueOptions& options,
       std::ostream& log)
      : tracker_(tracker), options_(options), log_(log) {
    for (const auto& change : changes) changes_.push_back(&change);
    std::ranges::stable_sort(changes_, std::greater<>(), &IssueChange::magnitude);
  }

  OpenedIssues run() {
    read();
    auto unowned = assign();
    join(unowned);
    for (auto& tracked : tracked_) bring_in_line(tracked);
    const auto opened = open_for(unowned);
    if (opened.opened > 0) close_duplicates();
    return opened;
  }

 private:
  void read() {
    tracked_.clear();
    for (auto& issue : tracker_.own_issues(issue_beginning())) {
      auto state = issue_state(issue.body);
      if (!state) continue;
      tracked_.push_back({.issue = std::move(issue), .state = std::move(*state), .changes = {}});
    }
  }

  [[nodiscard]] bool is_same(const ChangeMark& mark, const ChangeMark& other) const {
    if (mark.series != other.series) return false;
    return mark.is_exact || other.is_exact ? mark.at == other.at : is_near(mark.at, other.at);
  }

  /// So near that it may be one commit.
  [[nodiscard]] bool is_near(const std::string& at, const std::string& other) const {
    if (at == other) return true;
    const auto place = options_.place_of(at);
    const auto other_place = options_.place_of(other);
    if (!place || !other_place) return false;
    return std::max(*place, *other_place) - std::min(*place, *other_place) <= kDrift;
  }

  [[nodiscard]] bool is_about(const Tracked& tracked, const ChangeMark& mark) const {
    return std::ranges::any_of(tracked.state.marks,
                               [&](const ChangeMark& own) { return is_same(own, mark); });
  }

  /// Gives every change to the issue that is about it; the oldest, where there are several.
  std::vector<const IssueChange*> assign() {
    std::vector<const IssueChange*> unowned;
    for (const auto* change : changes_) {
      const auto owner = std::ranges::find_if(
          tracked_, [&](const Tracked& tracked) { return is_about(tracked, change->mark); });
      if (owner == tracked_.end()) {
        unowned.push_back(change);
      } else {
        owner->changes.push_back(change);
      }
    }
    return unowned;
  }

  /// What turns up later at commits that there is an open issue about, belongs there.
  void join(std::vector<const IssueChange*>& unowned) {
    std::erase_if(unowned, [&](const IssueChange* change) {
      const auto there = std::ranges::find_if(tracked_, [&](const Tracked& tracked) {
        return tracked.issue.is_open &&
               std::ranges::any_of(tracked.changes, [&](const IssueChange* other) {
                 return is_near(other->mark.at, change->mark.at);
               });
      });
      if (there == tracked_.end()) return false;
      there->changes.push_back(change);
      return true;
    });
  }

  void bring_in_line(Tracked& tracked) {
    const auto number = tracked.issue.number;
    if (!tracked.issue.is_open) {
      if (tracked.changes.empty() || !tracked.state.we_closed_it) return;
      tracker_.reopen(number, "It is back: the newest runs show this change again.");
      log_ << fmt::format("issue #{}: opened again\n", number);
      tracked.issue.is_open = true;
    }
    if (tracked.changes.empty() && is_of_others(tracked)) {
      log_ << fmt::format("issue #{}: left alone, it is of another branch\n", number);
      return;
    }
    if (tracked.changes.empty()) {
      close(tracked);
      return;
    }
    const auto body = body_of(tracked.changes, tracked.state.marks);
    if (body == tracked.issue.body) {
      log_ << fmt::format("issue #{}: up to date\n", number);
      return;
    }
    tracker_.update(number, body);
    log_ << fmt::format("issue #{}: updated\n", number);
  }

  [[nodiscard]] bool is_of_others(const Tracked& tracked) const {
    return options_.is_of_others &&
           std::ranges::any_of(tracked.state.marks, [&](const ChangeMark& mark) {
             return options_.is_of_others(mark.at) || options_.is_of_others(mark.before);
           });
  }

  /// The text says first that it was us: a run that is killed in between must not leave an issue
  /// that looks as if a person had closed it.
  void close(const Tracked& tracked) {
    auto state = tracked.state;
    state.we_closed_it = true;
    const auto end = tracked.issue.body.find(kMarksEnd);
    tracker_.update(
        tracked.issue.number,
        compose(state, std::string_view(tracked.issue.body).substr(end + kMarksEnd.size())));
    tracker_.close(tracked.issue.number,
                   "It went away: the newest runs no longer show it, or no longer measure it.",
                   false);
    log_ << fmt::format("issue #{}: closed, the change went away\n", tracked.issue.number);
  }

  /// `known` are the marks it had: those keep their place, so that what went away and comes back
  /// is recognised.
  [[nodiscard]] std::string body_of(const std::vector<const IssueChange*>& changes,
                                    const std::vector<ChangeMark>& known) const {
    IssueState state;
    for (const auto* change : changes) state.marks.push_back(change->mark);
    for (const auto& mark : known) {
      const bool is_there = std::ranges::any_of(
          changes, [&](const IssueChange* change) { return is_same(change->mark, mark); });
      if (!is_there) state.marks.push_back(mark);
    }
    state.marks.resize(std::min(state.marks.size(), kMostMarks));
    const auto& first = changes.front()->mark;
    std::string text = options_.texts.about(first.before, first.at);
    text += kChangeColumns;
    const auto marks_bytes = compose(state, "").size();
    std::size_t listed = 0;
    for (const auto* change : changes) {
      if (marks_bytes + text.size() + change->row.size() > kMostBodyBytes) break;
      text += change->row;
      ++listed;
    }
    if (listed < changes.size()) {
      text += fmt::format("\n{} more are not listed.\n", changes.size() - listed);
    }
    return compose(state, text);
  }

  OpenedIssues open_for(const std::vector<const IssueChange*>& unowned) {
    // The worst of each first: it says at which commits the others are.
    std::vector<std::vector<const IssueChange*>> groups;
    for (const auto* change : unowned) {
      const auto group = std::ranges::find_if(groups, [&](const auto& others) {
        return is_near(others.front()->mark.at, change->mark.at);
      });
      if (group == groups.end()) {
        groups.push_back({change});
      } else {
        group->push_back(change);
      }
    }
    OpenedIssues counts{.opened = std::min(groups.size(), options_.most_new)};
    counts.postponed = groups.size() - counts.opened;
    if (counts.postponed > 0) {
      log_ << fmt::format("{} issues are not opened this time: {} at once are the most\n",
                          counts.postponed, options_.most_new);
      groups.resize(counts.opened);
    }
    for (const auto& group : groups) {
      auto title = group.front()->title;
      if (group.size() > 1) title += fmt::format(", and {} more", group.size() - 1);
      tracker_.open(title_of(title), body_of(group, {}));
      log_ << fmt::format("opened an issue: {}\n", title);
    }
    return counts;
  }

  /// Where two have opened at the same time, the first one stays.
  void close_duplicates() {
    read();
    for (std::size_t i = 1; i < tracked_.size(); ++i) {
      if (!tracked_[i].issue.is_open) continue;
      for (std::size_t j = 0; j < i; ++j) {
        const bool is_double =
            !tracked_[i].state.marks.empty() && tracked_[j].issue.is_open &&
            std::ranges::all_of(tracked_[i].state.marks, [&](const ChangeMark& mark) {
              return is_about(tracked_[j], mark);
            });
        if (!is_double) continue;
        const auto number = tracked_[i].issue.number;
        tracker_.close(number, fmt::format("The same as #{}.", tracked_[j].issue.number), true);
        log_ << fmt::format("issue #{}: closed, the same as #{}\n", number,
                            tracked_[j].issue.number);
        tracked_[i].issue.is_open = false;
        break;
      }
    }
  }

  IssueTracker& tracker_;
  const IssueOptions& options_;
  std::ostream& log_;
  std::vector<const IssueChange*> changes_;  ///< the worst first
  std::vector<Tracked> tracked_;             ///< by number
};

}  // namespace

std::string issue_beginning() {
  return "<!-- benchgate:changes\n";
}

std::optional<IssueState> issue_state(std::string_view body) {
  if (!body.starts_with(issue_beginning())) return std::nullopt;
  body.remove_prefix(issue_beginning().size());
  IssueState state;
  if (body.starts_with(kClosed)) {
    state.we_closed_it = true;
    body.remove_prefix(kClosed.size());
  }
  while (!body.starts_with(kMarksEnd)) {
    const auto end = body.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto mark = mark_of(body.substr(0, end));
    if (!mark) return std::nullopt;
    state.marks.push_back(std::move(*mark));
    body.remove_prefix(end + 1);
  }
  return state;
}

OpenedIssues sync_issues(IssueTracker& tracker, const std::vector<IssueChange>& changes,
                         const IssueOptions& options, std::ostream& log) {
  return Sync(tracker, changes, options, log).run();
}

}  // namespace benchgate::github
