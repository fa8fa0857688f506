// The options that commands which measure have in common, and how the outcome of a duet is told.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "benchgate/cli/console.h"
#include "benchgate/work/duet_terms.h"

namespace benchgate::cli {

/// Adds --filter, --budget and --min-time.
void add_duet_option(CLI::App& command, work::DuetTerms& terms);

/// Adds --shard I/N; `text` is empty without it.
void add_shard_option(CLI::App& command, std::string& text);

/// An interrupted measurement gives no verdict, but has results so far: says where.
[[nodiscard]] ExitCode finish(const work::DuetOutcome& outcome, const Console& console);

}  // namespace benchgate::cli
