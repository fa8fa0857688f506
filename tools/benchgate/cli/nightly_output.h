// The plan of a night: lines for a shell script, JSON for all others.
#pragma once

#include <string>

#include "benchgate/work/nightly_plan.h"

namespace benchgate::cli {

/// A line for each fact: a word and its values, separated by tabs. No value is empty or holds a
/// control character: a search that cannot be written so is left to JSON.
[[nodiscard]] std::string nightly_plan_lines(const work::NightlyPlan& plan);

/// The searches that are not repeated, and those that lines cannot hold: a sentence each, for
/// people.
[[nodiscard]] std::string nightly_plan_remarks(const work::NightlyPlan& plan);

[[nodiscard]] std::string nightly_plan_json(const work::NightlyPlan& plan);

}  // namespace benchgate::cli
