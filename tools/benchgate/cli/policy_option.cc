#include "benchgate/cli/policy_option.h"

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

}  // namespace benchgate::cli
