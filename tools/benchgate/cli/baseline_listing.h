// The listing of stored baselines for machines.
#pragma once

#include <span>
#include <string>

#include "benchgate/work/baselines.h"

namespace benchgate::cli {

/// A JSON array with an object per entry: machine_class, name, suite, commit, dirty, date,
/// benchmarks. In the order of `entries`.
[[nodiscard]] std::string listing_json(std::span<const store::BaselineEntry> entries);

}  // namespace benchgate::cli
