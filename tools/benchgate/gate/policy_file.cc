#include "benchgate/gate/policy_file.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include <fmt/format.h>

#include "benchgate/base/file.h"
#include "benchgate/gate/config_problems.h"
#include "benchgate/gate/config_reader.h"
#include "benchgate/gate/config_tree.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;  // a policy is written by hand

/// In the order in which they are read and listed.
std::vector<PolicySection> policy_sections() {
  return {gate_section(),    apart_section(),      duet_section(), on_section(),
          build_section(),   suite_section(),      rule_section(), budget_section(),
          renames_section(), acceptances_section()};
}

}  // namespace

Policy parse_policy(std::string_view toml, const std::filesystem::path& path) {
  ConfigProblems problems(path);
  const auto root = parse_config(toml, problems);
  problems.throw_if_any();
  const auto sections = policy_sections();
  std::vector<std::string_view> names;
  for (const auto& section : sections) names.push_back(section.name);
  const ConfigReader known(root, "the file", names, problems);
  Policy policy;
  for (const auto& section : sections) section.read(root, policy, problems);
  problems.throw_if_any();
  return policy;
}

std::vector<KeyDescription> policy_keys() {
  std::vector<KeyDescription> all;
  for (const auto& section : policy_sections()) {
    std::ranges::move(section.keys(), std::back_inserter(all));
  }
  return all;
}

Policy load_policy(const std::filesystem::path& path) {
  std::string toml;
  try {
    toml = read_file(path, kMostBytes);
  } catch (const InputError& error) {
    throw UsageError(fmt::format("{}; name the policy file, or write one: docs/policy.md shows how",
                                 error.what()));
  }
  return parse_policy(toml, path);
}

}  // namespace benchgate::gate
