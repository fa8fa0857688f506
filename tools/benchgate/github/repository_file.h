// A file of the repository at a commit, as GitHub's own git has it.
//
// GitHub knows the commits of forks, too, as far as they are part of a pull request.
#pragma once

#include <optional>
#include <string>

#include "benchgate/github/github_access.h"

namespace benchgate::github {

/// Nothing where the commit has no such file. Throws EnvironmentError where it is a folder, larger
/// than 1 MB, or GitHub refuses.
[[nodiscard]] std::optional<std::string> repository_file(const GithubAccess& access,
                                                         const std::string& commit,
                                                         const std::string& path);

}  // namespace benchgate::github
