#include "benchgate/github/publish.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "benchgate/base/error.h"

namespace benchgate::github {
namespace {

std::optional<CommentState> state_of_oldest(const std::vector<OwnComment>& comments,
                                            std::string_view name) {
  return comments.empty() ? std::nullopt : state_of(comments.front().body, name);
}

/// Keeps the oldest of several, with what this publisher has to say: all who race agree on which
/// that is. True once there is exactly one.
bool leave_one(Forge& forge, const std::string& beginning, const std::string& body) {
  const auto comments = forge.own_comments(beginning);
  if (comments.empty()) return false;
  const auto& oldest = comments.front();
  if (oldest.body != body && !forge.update_comment(oldest.id, body)) return false;
  for (std::size_t i = 1; i < comments.size(); ++i) forge.delete_comment(comments[i].id);
  return true;
}

}  // namespace

void publish_comment(Forge& forge, const Publication& publication, const CommentOptions& options,
                     std::ostream& log) {
  if (options.mode == CommentMode::Never) return;
  const auto beginning = comment_beginning(options.name);
  const auto comments = forge.own_comments(beginning);
  if (comments.empty() && options.mode == CommentMode::OnChange && !publication.is_notable) {
    log << "no comment: nothing has changed\n";
    return;
  }
  if (!forge.is_newest()) {
    log << "no comment: the pull request has a newer commit by now\n";
    return;
  }
  auto state =
      next_state(state_of_oldest(comments, options.name), options.commit, publication.findings);
  if (publication.has_accepted) state.fixed.reset();
  const auto body = compose_comment(options.name, state, publication.report);
  if (comments.size() == 1 && comments.front().body == body) {
    log << "the comment says this already\n";
    return;
  }
  if (comments.size() == 1 && forge.update_comment(comments.front().id, body)) {
    log << "updated the comment\n";
    return;
  }
  // None, or several, or it was deleted a moment ago.
  if (comments.size() < 2) forge.post_comment(body);
  constexpr int kAttempts = 3;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (!leave_one(forge, beginning, body)) continue;
    log << "posted the comment\n";
    return;
  }
  log << "posted the comment, but could not see that it is the only one; if it is not, the next "
         "run leaves one\n";
}

void mark_out_of_date(Forge& forge, const CommentOptions& options, const std::string& run_url,
                      RunNews news, std::ostream& log) {
  if (options.mode == CommentMode::Never) return;
  const auto comments = forge.own_comments(comment_beginning(options.name));
  if (comments.empty()) return;
  if (!forge.is_newest()) {
    log << "comment left as it is: the pull request has a newer commit by now\n";
    return;
  }
  for (const auto& comment : comments) {
    const auto body = with_stale_notice(comment.body, options.name, options.commit, run_url, news);
    if (!body || *body == comment.body) continue;
    // Somebody may have deleted it: then there is nothing that could mislead.
    if (forge.update_comment(comment.id, *body)) log << "marked the comment as out of date\n";
  }
}

}  // namespace benchgate::github
