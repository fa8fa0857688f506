#include "benchgate/github/change_acceptances.h"

#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/gate/acceptance_file.h"
#include "benchgate/gate/apply_acceptances.h"
#include "benchgate/gate/policy_file.h"

namespace benchgate::github {
namespace {

namespace fs = std::filesystem;

bool is_within_repository(const fs::path& path) {
  return !path.empty() && path.is_relative() && *path.begin() != ".." && *path.begin() != ".";
}

/// Where head's policy has its acceptances. Throws UsageError where that is no place in the
/// repository, or the policy is none.
fs::path acceptance_path(Forge& forge, const std::string& head_commit, const fs::path& policy) {
  if (!is_within_repository(policy)) {
    throw UsageError(fmt::format("{} is not a path within the repository", policy.string()));
  }
  gate::Policy read;
  if (const auto text = forge.file_at(head_commit, policy.generic_string())) {
    read = gate::parse_policy(*text, policy);
  }
  const auto file = gate::acceptance_path(read, policy.parent_path()).lexically_normal();
  if (!is_within_repository(file)) {
    throw UsageError(fmt::format("{} is not a path within the repository", file.string()));
  }
  return file;
}

/// Base's; none where this version cannot read them: then everything of head's is new.
std::vector<gate::Acceptance> entries_of_base(Forge& forge, const fs::path& file) {
  const auto text = forge.file_at(forge.merge_base(), file.generic_string());
  if (!text) return {};
  try {
    return gate::parse_acceptances(*text, file);
  } catch (const UsageError&) {
    return {};
  }
}

}  // namespace

ChangeAcceptances change_acceptances(Forge& forge, const std::string& head_commit,
                                     const std::string& policy_path) {
  ChangeAcceptances accepted;
  try {
    const auto path = acceptance_path(forge, head_commit, fs::path(policy_path).lexically_normal());
    const auto text = forge.file_at(head_commit, path.generic_string());
    if (!text) return accepted;
    gate::AcceptanceFile file{
        .entries = gate::parse_acceptances(*text, path), .of_base = {}, .today = {}};
    if (file.entries.empty()) return accepted;
    file.of_base = entries_of_base(forge, path);
    accepted.entries = gate::new_in_change(file);
  } catch (const UsageError& error) {
    accepted.unknown = error.what();
  }
  return accepted;
}

}  // namespace benchgate::github
