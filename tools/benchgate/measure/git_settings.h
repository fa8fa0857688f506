// Settings of git that a repository must not choose, because they name a program that git would
// run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace benchgate::measure {

struct GitSetting {
  std::string key;  ///< as git lists it: "filter.NAME.smudge"
  std::string value;
  bool operator==(const GitSetting&) const = default;
};

/// From what `git config --list --show-scope -z` lists: settings to be given to git last, so that
/// what a repository says there does not count. They are what the user or the system says there, or
/// a value that runs nothing. Git LFS's own filters stay: checking out base needs them.
[[nodiscard]] std::vector<GitSetting> safe_git_settings(std::string_view listed);

}  // namespace benchgate::measure
