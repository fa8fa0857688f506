#include "benchgate/site/commit_links.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/error.h"
#include "benchgate/site/script_data.h"

namespace benchgate::site {
namespace {

constexpr std::string_view kPlace = "{}";
constexpr std::string_view kCommitPage = "/commit/{}";

std::string filled(std::string pattern, std::string_view commit) {
  return pattern.replace(pattern.find(kPlace), kPlace.size(), commit);
}

}  // namespace

CommitLinks::CommitLinks(std::string_view pattern) : pattern_(pattern) {
  const auto at = pattern_.find(kPlace);
  const bool once = at != std::string::npos && pattern_.find(kPlace, at + 1) == std::string::npos;
  // In the path: a commit must not decide whose site a link leads to.
  const auto host = pattern_.find("//");
  const auto path = host == std::string::npos ? host : pattern_.find('/', host + 2);
  if (!once || path == std::string::npos || at < path ||
      !link_or_nothing(filled(pattern_, "0123456789abcdef"))) {
    throw UsageError(fmt::format(
        "'{}' is not an address for commits: it must begin with https:// or http:// and "
        "have {{}} once in its path, where the commit belongs, like "
        "https://github.com/owner/repository/commit/{{}}",
        pattern));
  }
  if (pattern_.ends_with(kCommitPage)) {
    range_ = pattern_.substr(0, pattern_.size() - kCommitPage.size()) + "/compare/{}...{}";
  }
}

std::optional<std::string> CommitLinks::to(std::string_view commit) const {
  if (pattern_.empty() || !is_commit(commit)) return std::nullopt;
  return filled(pattern_, commit);
}

std::optional<std::string> CommitLinks::between(std::string_view good, std::string_view bad) const {
  if (range_.empty() || !is_commit(good) || !is_commit(bad)) return std::nullopt;
  return filled(filled(range_, good), bad);
}

}  // namespace benchgate::site
