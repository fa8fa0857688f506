// The listing of stored baselines for machines.
#pragma once

#include <span>
#include <string>

#include "benchgate/store/baseline_store.h"

namespace benchgate::store {

/// A JSON array with an object per entry: machine_class, name, suite, commit, dirty, date,
/// benchmarks. In the order of `entries`.
[[nodiscard]] std::string listing_json(std::span<const BaselineEntry> entries);

}  // namespace benchgate::store
