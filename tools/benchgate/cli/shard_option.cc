#include "benchgate/cli/shard_option.h"

namespace benchgate::cli {

void add_shard_option(CLI::App& command, std::string& text) {
  command
      .add_option("--shard", text,
                  "Measure only part I of N; `benchgate merge` puts the parts together")
      ->type_name("I/N");
}

}  // namespace benchgate::cli
