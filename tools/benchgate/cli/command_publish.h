// The parts of `benchgate publish`.
#pragma once

#include <CLI/CLI.hpp>

#include "benchgate/cli/command.h"

namespace benchgate::cli {

void add_publish_issues_command(CLI::App& publish_command, Action& chosen);

}  // namespace benchgate::cli
