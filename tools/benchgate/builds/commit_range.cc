#include "benchgate/builds/commit_range.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/git.h"

namespace benchgate::builds {
namespace {

constexpr std::size_t kMostListBytes = std::size_t{16} << 20;
constexpr std::size_t kMostAncestryBytes = std::size_t{128} << 20;
constexpr std::size_t kFields = 5;
/// In the order of the fields of Commit; -z ends each record like each field.
constexpr const char* kFormat = "--format=tformat:%H%x00%P%x00%s%x00%an%x00%aI";

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

std::vector<Commit> log_of(const Clone& clone, std::vector<std::string> which) {
  std::vector<std::string> arguments = {
      "log", "--no-show-signature", "--no-color", "--no-notes", "--encoding=UTF-8", "-z", kFormat};
  std::ranges::move(which, std::back_inserter(arguments));
  const auto answer = measure::ask_git(clone.root, std::move(arguments),
                                       {.most_bytes = kMostListBytes, .time_limit = {}});
  if (!answer.succeeded) {
    throw EnvironmentError(fmt::format("cannot list the commits: {}", answer.words));
  }
  if (!answer.is_complete) {
    throw EnvironmentError("there are too many commits to list; name a later GOOD");
  }
  const auto fields = measure::fields_of(answer);
  std::vector<Commit> commits;
  for (std::size_t i = 0; i + kFields <= fields.size(); i += kFields) {
    commits.push_back({.id = fields[i],
                       .parents = words_of(fields[i + 1]),
                       .subject = fields[i + 2],
                       .author = fields[i + 3],
                       .authored_at = fields[i + 4]});
  }
  return commits;
}

}  // namespace

std::vector<Commit> first_parent_line(const Clone& clone, const std::string& anchor,
                                      const std::string& tip) {
  return log_of(clone, {"--first-parent", "--topo-order", "--reverse", tip, "^" + anchor, "--"});
}

std::vector<std::string> ancestry(const Clone& clone, const std::string& tip) {
  const auto answer = measure::ask_git(clone.root, {"rev-list", tip, "--"},
                                       {.most_bytes = kMostAncestryBytes, .time_limit = {}});
  if (answer.is_complete && !answer.succeeded) {
    throw EnvironmentError(
        fmt::format("cannot list what the commit {} builds on: {}", tip, answer.words));
  }
  auto commits = words_of(answer.text);
  if (!answer.is_complete) commits.pop_back();  // cut in the middle
  return commits;
}

Commit describe_commit(const Clone& clone, const std::string& id) {
  auto commits = log_of(clone, {"--max-count=1", id, "--"});
  if (commits.empty()) throw EnvironmentError(fmt::format("there is no commit {}", id));
  return std::move(commits.front());
}

std::optional<std::vector<std::string>> files_between(const Clone& clone, const std::string& one,
                                                      const std::string& other) {
  const auto answer = measure::ask_git(
      clone.root, {"diff-tree", "-r", "--name-only", "--no-renames", "-z", one, other},
      {.most_bytes = kMostListBytes, .time_limit = {}});
  if (!answer.succeeded || !answer.is_complete) return std::nullopt;
  return measure::fields_of(answer);
}

}  // namespace benchgate::builds
