#pragma once

// A query plan reduced to what a developer decides: which nodes, over which tables and
// indexes. Costs, row estimates and parameter values are left out, so that the same
// plan has the same text and hash in every run, and a dropped index has another.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace benches::db {

struct PlanNode {
  /// 0 for the root; a child is deeper than its parent.
  int depth;
  /// "Index Scan using evidence_items_pkey on evidence_items"
  std::string what;
};

/// Nodes in the order of a depth-first walk as one line: "Limit(Sort(Seq Scan on users))".
[[nodiscard]] std::string plan_text(const std::vector<PlanNode>& nodes);

/// The nodes of PostgreSQL's EXPLAIN (COSTS OFF) in text form; conditions are dropped.
[[nodiscard]] std::vector<PlanNode> parse_postgres_plan(const std::vector<std::string>& lines);

/// FNV-1a, 32 bits: exact as a double, so that it can be a counter.
[[nodiscard]] std::uint32_t plan_hash(std::string_view plan);

}  // namespace benches::db
