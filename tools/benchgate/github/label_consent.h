// Who labelled a pull request, and whether its newest commit was there by then.
//
// Only GitHub's own records count: what happened to this pull request, and when this run was
// started for it. Dates of commits are not looked at, their author chooses them; and neither is
// when the repository first saw a commit, because another pull request may have brought it.
#pragma once

#include <string>

#include "benchgate/github/change.h"
#include "benchgate/github/forge.h"
#include "benchgate/github/github_access.h"

namespace benchgate::github {

/// Of the pull request of `change`, which has one.
[[nodiscard]] Consent label_consent(GithubAccess& access, const Change& change,
                                    const std::string& label);

}  // namespace benchgate::github
