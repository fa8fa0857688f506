#include "benchgate/cli/place_options.h"

namespace benchgate::cli {

void add_policy_file_option(CLI::App& command, work::PolicyPlace& place) {
  command
      .add_option("--policy", place.path,
                  "Policy file [benchgate.toml in this folder or above, else the defaults]")
      ->type_name("FILE");
}

void add_policy_option(CLI::App& command, work::PolicyPlace& place) {
  add_policy_file_option(command, place);
  command
      .add_option("--baselines", place.baselines,
                  "Folder of stored baselines [baselines/ beside the policy]")
      ->type_name("DIR");
}

void add_branch_option(CLI::App& command, std::string& branch) {
  command
      .add_option("--branch", branch,
                  "Branch of the source, or a pattern [the branch of most of the last 30 runs]")
      ->type_name("NAME");
}

}  // namespace benchgate::cli
