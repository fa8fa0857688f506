// The one comment that is kept on a change: a hidden marker with what the next run must know, what
// is said on top of the report, the report.
//
// A comment is recognised by how it begins; that it is our own, the forge has checked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::github {

/// Most bytes that GitHub takes in a comment. It counts characters; a UTF-8 text never has more of
/// them than bytes.
inline constexpr std::size_t kMostCommentBytes = 65'536;
/// Most bytes of the report in it; marker and notices need the remainder.
inline constexpr std::size_t kMostReportBytes = 64'000;

/// Findings that blocked merging before, and no longer do.
struct Fixed {
  std::size_t findings = 0;
  std::string commit;  ///< of the run that had found it
  bool operator==(const Fixed&) const = default;
};

/// State that a comment keeps for the next run.
struct CommentState {
  std::string commit;        ///< that the report is about
  std::size_t findings = 0;  ///< how many of them blocked merging
  std::optional<Fixed> fixed;
  /// The commit of the findings, if they are of an earlier run because this one had no result.
  std::optional<std::string> found_at;
  bool operator==(const CommentState&) const = default;
};

/// How comments of this name begin: names are of letters, digits and -_. only.
[[nodiscard]] std::string comment_beginning(std::string_view name);

/// The state of the comment that replaces one of state `previous`. Where `findings` are not known,
/// those of before are still what there is to be fixed.
[[nodiscard]] CommentState next_state(const std::optional<CommentState>& previous,
                                      const std::string& commit,
                                      std::optional<std::size_t> findings);

[[nodiscard]] std::string compose_comment(std::string_view name, const CommentState& state,
                                          std::string_view report);

/// Nothing where the comment is none that compose_comment() made.
[[nodiscard]] std::optional<CommentState> state_of(std::string_view comment, std::string_view name);

/// What is known of the newest run while it has no result.
enum class RunNews { Started, Cancelled, AwaitsApproval };

/// The same comment, saying first that its report is about an earlier run, and what became of the
/// newest one. Replaces what it said of that before. Nothing where it is none of ours.
[[nodiscard]] std::optional<std::string> with_stale_notice(std::string_view comment,
                                                           std::string_view name,
                                                           const std::string& commit,
                                                           const std::string& run_url,
                                                           RunNews news);

/// Of letters, digits and -_. only, 1 to 60 of them.
[[nodiscard]] bool is_comment_name(std::string_view name);

}  // namespace benchgate::github
