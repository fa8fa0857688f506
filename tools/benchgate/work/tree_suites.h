// Suites of the policy as they are in a work tree other than the user's, and how such a tree is
// built.
//
// A work tree here is any checkout of the repository: head's own, base's, a commit's of a
// bisection.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/base/getenv.h"
#include "benchgate/builds/commit_build.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

/// Where in a work tree the policy's relative paths start.
struct TreePlace {
  std::filesystem::path folder{};  ///< relative to the root of a work tree
  std::filesystem::path policy{};  ///< the policy file, likewise; empty: it is not in the tree
};

/// The folder to ask git in. `explicit_policy`: the file was named, and may lie outside of the
/// repository; then paths start from the working directory.
[[nodiscard]] std::filesystem::path folder_of_repository(const FoundPolicy& policy,
                                                         bool explicit_policy);

/// `root`: of the user's work tree.
[[nodiscard]] TreePlace find_tree_place(const std::filesystem::path& root,
                                        const FoundPolicy& policy);

/// The policy's recipe, else the one of the project in `folder`; with today's toolchain.
[[nodiscard]] builds::CommitBuildOptions build_options(const FoundPolicy& policy,
                                                       const std::filesystem::path& root,
                                                       const TreePlace& place,
                                                       const Getenv& getenv);

/// Throws UsageError where there is no suite, or one that would be the same file in every tree.
void check_suites(const FoundPolicy& policy);

/// The suites of a policy in the work tree at `root`: those of `names`, or all.
[[nodiscard]] std::vector<measure::SuiteToRun> suites_in(
    const std::filesystem::path& root, const TreePlace& place, FoundPolicy policy,
    const std::vector<std::string>& names = {});

[[nodiscard]] bool can_be_run(const measure::SuiteToRun& suite);

/// Is the executable the same on both sides, with its libraries? What it reads may differ.
[[nodiscard]] bool is_same_program(const measure::SuitePair& suite);

/// --cache, else BENCHGATE_CACHE, else benchgate/ in the user's cache folder.
[[nodiscard]] std::filesystem::path cache_folder(const std::string& option, const Getenv& getenv);

}  // namespace benchgate::work
