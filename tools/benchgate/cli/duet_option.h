// The options of measuring two builds against each other that `duet` and `gate` share.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "benchgate/work/duet.h"

namespace benchgate::cli {

struct DuetOption {
  std::string filter;
  std::string budget;
  std::string min_time;
};

/// Adds --filter, --budget and --min-time.
void add_duet_option(CLI::App& command, DuetOption& option);

/// Makes them terms that all shards share; but for --budget, which every machine may need another.
void add_duet_terms(const DuetOption& option, model::Shard& shard);

/// Puts them into `request`. Throws UsageError.
void apply_duet_option(const DuetOption& option, work::DuetRequest& request);

/// An interrupted measurement gives no verdict.
[[nodiscard]] ExitCode exit_code_of(const work::DuetOutcome& outcome);

}  // namespace benchgate::cli
