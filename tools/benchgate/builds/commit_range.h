// The commits between two others, as somebody sees them who looks for the one that did it.
//
// Along first parents only: what a merge brought along is one step of the line, and a line of its
// own from the merge's other parents.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "benchgate/builds/clone.h"

namespace benchgate::builds {

struct Commit {
  std::string id{};  ///< in full
  std::vector<std::string> parents{};
  std::string subject{};  ///< the first line of its message
  std::string author{};
  std::string authored_at{};  ///< ISO 8601, as git writes it: "2026-11-21T09:30:00+01:00"
  bool operator==(const Commit&) const = default;
};

/// `tip` and its first parents as far as `anchor` does not have them, oldest first. Empty where
/// `anchor` has `tip`. Throws EnvironmentError where git refuses or there are too many to list.
[[nodiscard]] std::vector<Commit> first_parent_line(const Clone& clone, const std::string& anchor,
                                                    const std::string& tip);

/// `tip` and every commit that it builds on, `tip` first; of very long histories not the oldest
/// (about three million are listed). Throws EnvironmentError where git refuses.
[[nodiscard]] std::vector<std::string> ancestry(const Clone& clone, const std::string& tip);

/// A single one. Throws EnvironmentError where there is none of that id.
[[nodiscard]] Commit describe_commit(const Clone& clone, const std::string& id);

/// Files that differ between two commits. Nothing: too many to list.
[[nodiscard]] std::optional<std::vector<std::string>> files_between(const Clone& clone,
                                                                    const std::string& one,
                                                                    const std::string& other);

}  // namespace benchgate::builds
