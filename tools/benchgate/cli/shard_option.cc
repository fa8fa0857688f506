#include "benchgate/cli/shard_option.h"

namespace benchgate::cli {

void add_shard_option(CLI::App& command, std::string& text) {
  command
      .add_option(
          "--shard", text,
          "Measure part I of N only: each benchmark belongs to one of them, by a hash of its "
          "name. `benchgate merge` puts the parts together")
      ->type_name("I/N");
}

}  // namespace benchgate::cli
