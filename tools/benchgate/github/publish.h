// How a verdict gets onto a change: one comment that is kept up to date, one status.
//
// Written against the forge's interface: which one it is does not matter here.
#pragma once

#include <ostream>
#include <string>

#include "benchgate/github/comment.h"
#include "benchgate/github/forge.h"
#include "benchgate/github/publication.h"

namespace benchgate::github {

enum class CommentMode {
  Always,
  OnChange,  ///< a first comment only when there is something to read in it; then kept up to date
  Never,
};

struct CommentOptions {
  std::string name;    ///< tells comments of several publishers apart; is_comment_name()
  std::string commit;  ///< that the publication is about
  CommentMode mode = CommentMode::Always;
};

/// Posts the comment or updates the one that is there. Afterwards there is one, however many have
/// published at the same time. Says on `log` what it did.
void publish_comment(Forge& forge, const Publication& publication, const CommentOptions& options,
                     std::ostream& log);

/// Marks the comment that is there as out of date, because of a newer run for `options.commit` that
/// has no result, or none yet.
void mark_out_of_date(Forge& forge, const CommentOptions& options, const std::string& run_url,
                      RunNews news, std::ostream& log);

}  // namespace benchgate::github
