// Addresses of commits, made from the template that the user gave.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace benchgate::site {

class CommitLinks {
 public:
  /// No links at all.
  CommitLinks() = default;

  /// `pattern` is a web address in which `{}` stands once for the commit:
  /// "https://github.com/owner/repository/commit/{}". Throws UsageError for any other.
  explicit CommitLinks(std::string_view pattern);

  /// Nothing without a template, and for what is no commit's hash.
  [[nodiscard]] std::optional<std::string> to(std::string_view commit) const;

  /// Where the commits after `good` up to `bad` are listed: known for addresses that end in
  /// /commit/{}, as those of GitHub, GitLab and Gitea do.
  [[nodiscard]] std::optional<std::string> between(std::string_view good,
                                                   std::string_view bad) const;

  [[nodiscard]] const std::string& pattern() const { return pattern_; }      ///< may be empty
  [[nodiscard]] const std::string& range_pattern() const { return range_; }  ///< may be empty

 private:
  std::string pattern_;
  std::string range_;  ///< with `{}` twice
};

}  // namespace benchgate::site
