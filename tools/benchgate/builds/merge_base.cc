#include "benchgate/builds/merge_base.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/measure/git.h"

namespace benchgate::builds {
namespace {

/// How many commits more each fetch brings.
constexpr std::array kSteps = {50, 200, 800, 3200};
constexpr measure::Seconds kFetchPatience{300};
constexpr std::size_t kMostListBytes = std::size_t{16} << 20;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

std::vector<std::string> list(const Clone& clone, std::vector<std::string> question) {
  const auto answer = measure::ask_git(clone.root, std::move(question),
                                       {.most_bytes = kMostListBytes, .time_limit = {}});
  return answer.succeeded && answer.is_complete ? lines_of(answer.text)
                                                : std::vector<std::string>{};
}

/// The commits whose parents this clone does not have.
std::set<std::string> cut_off(const Clone& clone) {
  const auto lines = lines_of(read_file(clone.common_folder / "shallow", kMostListBytes));
  return {lines.begin(), lines.end()};
}

/// May a common ancestor be hidden that is better than those git sees? Only behind a commit that is
/// cut off and is not one of theirs: what lies behind theirs is older.
bool may_be_wrong(const Clone& clone, const Parting& parting) {
  if (!is_shallow(clone)) return false;
  const auto bases = merge_bases(clone, parting.tip, parting.head);
  if (bases.empty()) return true;
  std::vector<std::string> question = {"rev-list", "--max-parents=0", parting.tip, parting.head,
                                       "--not"};
  question.insert(question.end(), bases.begin(), bases.end());
  const auto roots = list(clone, std::move(question));
  const auto shallow = cut_off(clone);
  return std::ranges::any_of(roots, [&](const auto& root) { return shallow.contains(root); });
}

std::optional<std::string> remote_for(const Clone& clone, const std::string& ref) {
  const auto remotes = list(clone, {"remote"});
  for (const auto& remote : remotes) {
    if (ref.starts_with(remote + '/')) return remote;
  }
  if (std::ranges::count(remotes, "origin") > 0) return "origin";
  return remotes.size() == 1 ? std::optional(remotes.front()) : std::nullopt;
}

/// Asks for one of the two commits, whichever the remote knows: no branch here is touched. Empty,
/// or what git says.
std::string fetch(const Clone& clone, const std::string& remote, int commits,
                  const Parting& parting) {
  std::string words;
  for (const auto& commit : {parting.tip, parting.head}) {
    const auto answer =
        measure::ask_git(clone.root,
                         {"-c", "gc.auto=0", "-c", "maintenance.auto=false", "fetch", "--quiet",
                          "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
                          fmt::format("--deepen={}", commits), "--", remote, commit},
                         {.time_limit = kFetchPatience});
    if (answer.succeeded) return {};
    words = answer.words;
  }
  return words;
}

}  // namespace

std::vector<std::string> merge_bases(const Clone& clone, const std::string& tip,
                                     const std::string& head) {
  auto bases = list(clone, {"merge-base", "--all", tip, head});
  if (bases.size() < 2) return bases;
  const auto line = list(clone, {"rev-list", "--first-parent", tip});
  const auto place = [&line](const std::string& base) { return std::ranges::find(line, base); };
  std::ranges::stable_sort(bases, {}, place);
  return bases;
}

std::optional<std::string> merge_base(const Clone& clone, const std::string& tip,
                                      const std::string& head) {
  const auto bases = merge_bases(clone, tip, head);
  return bases.empty() ? std::nullopt : std::optional(bases.front());
}

bool reach_back(const Clone& clone, const Parting& parting) {
  if (!may_be_wrong(clone, parting)) return false;
  std::string said;
  if (const auto remote = remote_for(clone, parting.ref)) {
    for (const int commits : kSteps) {
      said = fetch(clone, *remote, commits, parting);
      if (!said.empty()) break;
      if (!may_be_wrong(clone, parting)) return true;
    }
  }
  if (!said.empty()) {
    said = fmt::format(" (git fetch failed: {})", said.substr(0, said.find('\n')));
  }
  throw EnvironmentError(
      fmt::format("{}: this clone is shallow, so it is unknown where the two lines of history "
                  "parted{}; {}",
                  parting.about, said, kDeepen));
}

}  // namespace benchgate::builds
