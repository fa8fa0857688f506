#include "benchgate/cli/branch_option.h"

namespace benchgate::cli {

void add_branch_option(CLI::App& command, std::string& branch) {
  command
      .add_option("--branch", branch,
                  "Branch of the source, or a pattern [the branch of most of the last 30 runs]")
      ->type_name("NAME");
}

}  // namespace benchgate::cli
