#include "benchgate/cli/policy_option.h"

namespace benchgate::cli {

void add_policy_file_option(CLI::App& command, work::PolicyPlace& place) {
  command
      .add_option("--policy", place.path,
                  "The policy file. Without it: the benchgate.toml of this folder or the nearest "
                  "one above; without any, the defaults")
      ->type_name("FILE");
}

void add_policy_option(CLI::App& command, work::PolicyPlace& place) {
  add_policy_file_option(command, place);
  command
      .add_option("--baselines", place.baselines,
                  "The folder of stored baselines [baselines/ beside the policy file]")
      ->type_name("DIR");
}

}  // namespace benchgate::cli
