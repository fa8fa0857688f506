#pragma once

// Generates the records of domain.h, the same ones for the same size and seed on
// every machine and compiler, and the hash by which a result says so.

#include <cstdint>
#include <string>
#include <vector>

#include "support/domain.h"

namespace benches {

/// The seed of every suite; reported in the JSON context as "dataset_seed".
inline constexpr std::uint64_t kDatasetSeed = 20'260'101;

/// A platform with so many evidence items (at least 1) and proportionally many users
/// (1 in 50), business profiles (1 in 100) and sessions (1 in 20). The 12 frameworks
/// have 20 controls each, whatever the size. Ids are 1..n in order; created_at rises
/// strictly with the id over 24 months, so that no ORDER BY has a tie.
[[nodiscard]] Dataset make_dataset(std::int64_t evidence_items, std::uint64_t seed = kDatasetSeed);

/// The first so many evidence items of make_dataset(evidence_items), without the rest.
[[nodiscard]] std::vector<EvidenceItem> first_evidence_items(std::int64_t count,
                                                             std::int64_t evidence_items,
                                                             std::uint64_t seed = kDatasetSeed);

/// FNV-1a, 64 bits, over every field of every record in order.
[[nodiscard]] std::uint64_t dataset_hash(const Dataset& dataset);

/// The hash as 16 hexadecimal digits: a context value that survives every JSON reader.
[[nodiscard]] std::string hash_text(std::uint64_t hash);

}  // namespace benches
