#include "db/plan.h"

#include <gtest/gtest.h>

namespace benches::db {
namespace {

TEST(PlanText, NestsChildrenInParentheses) {
  EXPECT_EQ(plan_text({{0, "a"}}), "a");
  EXPECT_EQ(plan_text({{0, "a"}, {1, "b"}, {2, "c"}, {1, "d"}}), "a(b(c), d)");
  EXPECT_EQ(plan_text({{0, "a"}, {1, "b"}, {0, "c"}}), "a(b); c");
  EXPECT_EQ(plan_text({{0, "a"}, {6, "b"}, {12, "c"}}), "a(b(c))");
  EXPECT_EQ(plan_text({}), "");
}

// PostgreSQL 15, explain (costs off) of a join of two tables.
TEST(PostgresPlan, KeepsNodesAndDropsConditions) {
  const std::vector<std::string> lines = {
      "Limit",
      "  ->  Sort",
      "        Sort Key: e.created_at DESC",
      "        ->  Hash Join",
      "              Hash Cond: (e.control_id = c.id)",
      "              ->  Seq Scan on evidence_items e",
      "                    Filter: (status = 'approved'::text)",
      "              ->  Hash",
      "                    ->  Index Scan using controls_framework_idx on controls c",
      "                          Index Cond: (framework_id = 1)",
  };
  EXPECT_EQ(plan_text(parse_postgres_plan(lines)),
            "Limit(Sort(Hash Join(Seq Scan on evidence_items e, "
            "Hash(Index Scan using controls_framework_idx on controls c))))");
}

TEST(PostgresPlan, IsTheSameForOtherValues) {
  const auto text = [](const char* condition) {
    return plan_text(parse_postgres_plan({"Index Scan using users_pkey on users", condition}));
  };
  EXPECT_EQ(text("  Index Cond: (id = 1)"), text("  Index Cond: (id = 2)"));
}

TEST(PostgresPlan, OfNothingIsNothing) {
  EXPECT_EQ(plan_text(parse_postgres_plan({})), "");
  EXPECT_EQ(plan_text(parse_postgres_plan({"", "   "})), "");
}

// The published test vectors of FNV-1a, 32 bits (isthe.com/chongo/tech/comp/fnv).
TEST(PlanHash, IsFnv1a) {
  EXPECT_EQ(plan_hash(""), 0x811c9dc5U);
  EXPECT_EQ(plan_hash("a"), 0xe40c292cU);
  EXPECT_EQ(plan_hash("foobar"), 0xbf9cf968U);
}

}  // namespace
}  // namespace benches::db
