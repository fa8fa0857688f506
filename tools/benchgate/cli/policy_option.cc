#include "benchgate/cli/policy_option.h"

#include "benchgate/cli/acceptances.h"
#include "benchgate/gate/acceptance_file.h"
#include "benchgate/gate/policy_file.h"

namespace benchgate::cli {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> nearest_policy() {
  std::error_code error;
  const auto start = fs::current_path(error);
  if (error) return std::nullopt;
  for (fs::path folder = start;; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / "benchgate.toml", error)) {
      // As a person would write it: relative where that is shorter.
      return folder == start ? fs::path("benchgate.toml") : folder / "benchgate.toml";
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

}  // namespace

void add_policy_file_option(CLI::App& command, PolicyOption& option) {
  command
      .add_option("--policy", option.path,
                  "The policy file. Without it: the benchgate.toml of this folder or the nearest "
                  "one above; without any, the defaults")
      ->type_name("FILE");
}

void add_policy_option(CLI::App& command, PolicyOption& option) {
  add_policy_file_option(command, option);
  command
      .add_option("--baselines", option.baselines,
                  "The folder of stored baselines [baselines/ beside the policy file]")
      ->type_name("DIR");
}

FoundPolicy find_policy(const PolicyOption& option) {
  FoundPolicy found;
  found.path = option.path.empty() ? nearest_policy() : std::optional<fs::path>(option.path);
  if (found.path) found.policy = gate::load_policy(*found.path);
  if (found.path) found.folder = found.path->parent_path();
  found.baselines =
      option.baselines.empty() ? found.folder / "baselines" : fs::path(option.baselines);
  found.acceptances = gate::load_acceptances(acceptance_path(found));
  return found;
}

}  // namespace benchgate::cli
